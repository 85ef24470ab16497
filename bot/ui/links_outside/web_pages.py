"""The pages around the web form: what they share, and those on which no form stands."""

from collections.abc import Sequence

from bot.links_outside.link_codes import CODE_FOR, Tried
from bot.ui.kit.html import Child, Html, joined, own_words, tag

STYLE = "/form.css"

CODE, MAIL_CODE = "code", "mail_code"
DO = "do"
"""The field that says which button was pressed."""


def page(title: str, *body: Child, wrong: bool = False) -> str:
    """Draw a whole page; `wrong` says in its title that something has to be mended."""
    spoken = f"Please fix: {title}" if wrong else title
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="robots", content="noindex, nofollow, noarchive"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{spoken} - Preiep"),
        tag("link", rel="stylesheet", href=STYLE),
    )
    top = tag("header", tag("p", "Preiep", class_="brand"), class_="top")
    main = tag("main", *body, id="main")
    return "<!doctype html>\n" + tag("html", head, tag("body", top, main), lang="en")


def message(title: str, *sentences: str, more: Child = None) -> str:
    """Draw a page that says something, and perhaps where to go on."""
    told = [tag("p", sentence) for sentence in sentences]
    return page(title, tag("h1", title), *told, more)


def dead(typed: Sequence[str] = ()) -> str:
    """Draw the one page of every link that opens nothing, whatever the reason.

    `typed` is what this very request brought along: it is given back, since it is kept nowhere.
    """
    return message(
        "This link does not open",
        "It may be old, or closed, or not complete.",
        "Please ask the person who sent it to you for a new one.",
        more=_given_back(typed) if typed else None,
    )


def threshold(action: str, *, can_mail: bool, problem: str = "", said: str = "") -> str:
    """Ask for a code, and tell nothing but that."""
    asked = form(
        action,
        tag(
            "div",
            tag("label", "Your code", for_="code"),
            tag("p", "Six digits.", class_="hint", id="code-hint"),
            tag("p", problem, class_="problem", id="code-problem") if problem else None,
            tag(
                "input",
                id="code",
                name="code",
                type="text",
                inputmode="numeric",
                autocomplete="one-time-code",
                spellcheck="false",
                required=True,
                class_="code",
                aria_describedby="code-problem code-hint" if problem else "code-hint",
                aria_invalid="true" if problem else None,
                autofocus=bool(problem),
            ),
            class_="field wrong" if problem else "field",
        ),
        button("Open the form", CODE, main=True),
    )
    return page(
        "A private form",
        tag("h1", "A private form"),
        notice(said),
        tag("p", "This page was made for one person. It opens with a code."),
        asked,
        _how_to_get_one(action, can_mail=can_mail),
        wrong=bool(problem),
    )


def form(action: str, *children: Child) -> Html:
    """Draw what is sent to an address."""
    return tag("form", *children, method="post", action=action)


def notice(said: str) -> Html | None:
    """Tell something that is not wrong."""
    return tag("div", tag("p", said), class_="notice", role="status") if said else None


def button(words: str, does: str, *, main: bool = False, quiet: bool = False) -> Html:
    look = "main" if main else "quiet" if quiet else "plain"
    return tag("button", words, type="submit", name=DO, value=does, class_=look)


def hidden(fields: Sequence[tuple[str, str]]) -> Html:
    return joined(*(tag("input", type="hidden", name=name, value=value) for name, value in fields))


def try_again(action: str, fields: Sequence[tuple[str, str]], sentence: str) -> str:
    """Say that something failed on our side, with what was typed, to be sent again."""
    title = "That did not work"
    if not fields:
        return message(title, sentence, more=tag("p", tag("a", "Try again", href=action)))
    again = tag("button", "Try again", type="submit", class_="main")
    return message(
        title,
        sentence,
        "What you typed is still on this page. Please keep the page open and press Try again.",
        more=form(action, hidden(fields), again),
    )


def _given_back(typed: Sequence[str]) -> Html:
    return tag(
        "section",
        tag("h2", "What you typed on your last page"),
        tag("p", "It could not be kept. Please copy it before you close this page."),
        *(tag("p", own_words(words), class_="answer") for words in typed),
    )


def _how_to_get_one(action: str, *, can_mail: bool) -> Html:
    minutes = int(CODE_FOR.total_seconds() // 60)
    asks = tag("p", "The person who sent you the link can tell you a code on the phone.")
    if not can_mail:
        return tag("section", tag("h2", "No code yet?"), asks, class_="aside")
    return tag(
        "section",
        tag("h2", "No code yet?"),
        form(
            action,
            tag(
                "p",
                "We can e-mail one to the address that the school has on record for you. It works "
                f"once, for {minutes} minutes.",
            ),
            button("E-mail me a code", MAIL_CODE),
        ),
        asks,
        class_="aside",
    )


def refusal(tried: Tried, left: int) -> str:
    """Say why a code did not open the form; `left` counts the tries that are left."""
    match tried:
        case Tried.WRONG:
            more = "one more try" if left == 1 else f"{left} more tries"
            return f"That is not the code. You have {more}; after that the link closes."
        case Tried.TOO_OLD:
            return "That code was used already, or is too old. Please ask for a new one."
        case _:
            return "A code has six digits. Please type all of them."
