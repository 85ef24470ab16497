"""One question of a form as a field of a web page, and what comes back from it."""

import re
import unicodedata
from typing import Any

from bot.forms.fields import ANY_OF, ONE_OF, Field, FieldKind
from bot.ui.kit.html import Child, Html, tag


def id_of(question: str) -> str:
    return f"q-{question}"


def name_of(question: str) -> str:
    return f"a.{question}"


def asked(question: Field[Any], answer: str, problem: str, *, marked: bool = True) -> Html:
    """Draw a question with its field; `problem` says what must be mended, if anything.

    Where it is `marked`, its label says whether an answer can be left out.
    """
    label = _label(question, marked=marked)
    if question.kind in ONE_OF | ANY_OF:
        return _group(question, answer, problem, label)
    assert question.kind is not FieldKind.STUDENT, "whose form it is stands fixed on the web"
    return tag(
        "div",
        tag("label", *label, for_=id_of(question.id)),
        *_told(question, problem),
        _field(question, answer, problem),
        class_="field wrong" if problem else "field",
    )


def cleaned(question: Field[Any], typed: str) -> str:
    """Take what was typed as it is kept: one kind of line break, nothing that cannot be read."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")
    if question.kind is FieldKind.TEXT:
        return text
    return re.sub(r"\n+", " ", text)


def _group(question: Field[Any], answer: str, problem: str, label: tuple[Child, ...]) -> Html:
    """Draw choices under one legend; what need not be answered can be taken back."""
    several = question.kind in ANY_OF
    options = [(option.value, option.words) for option in question.options]
    if not (several or question.required):
        options.append(("", "No answer"))
    chosen = set(answer.split()) or {""}
    boxes = [
        _choice(question, value, words, number=number, several=several, chosen=value in chosen)
        for number, (value, words) in enumerate(options)
    ]
    return tag(
        "fieldset",
        tag("legend", *label),
        *_told(question, problem),
        *boxes,
        class_="wrong" if problem else None,
        aria_describedby=_describes(question, problem),
    )


def _choice(
    question: Field[Any], value: str, words: str, *, number: int, several: bool, chosen: bool
) -> Html:
    # The first has the question's own id, so that the summary's link leads there.
    its_id = id_of(question.id) if not number else f"{id_of(question.id)}-{number}"
    box = tag(
        "input",
        type="checkbox" if several else "radio",
        id=its_id,
        name=name_of(question.id),
        value=value,
        checked=chosen,
    )
    return tag("div", box, tag("label", words, for_=its_id), class_="choice")


def _field(question: Field[Any], answer: str, problem: str) -> Html:
    shared: dict[str, str | bool | None] = {
        "id": id_of(question.id),
        "name": name_of(question.id),
        "aria_describedby": _describes(question, problem),
        "aria_invalid": "true" if problem else None,
        "aria_required": "true" if question.required else None,
    }
    match question.kind:
        case FieldKind.TEXT:
            # A line break right after the tag is dropped by browsers, so it is given one to drop.
            return tag("textarea", "\n" + answer, rows="6", **shared)
        case FieldKind.NUMBER:
            return tag(
                "input",
                type="text",
                inputmode="numeric",
                autocomplete="off",
                value=answer,
                class_="number",
                **shared,
            )
        case FieldKind.DATE:
            return tag("input", type="date", value=answer, **shared)
        case _:
            return tag("input", type="text", autocomplete="off", value=answer, **shared)


def _label(question: Field[Any], *, marked: bool) -> tuple[Child, ...]:
    if question.required or not marked:
        return (question.label,)
    return (question.label, " ", tag("span", "(optional)", class_="optional"))


def _told(question: Field[Any], problem: str) -> tuple[Child, ...]:
    hint, wrong = f"{id_of(question.id)}-hint", f"{id_of(question.id)}-problem"
    return (
        tag("p", question.hint, class_="hint", id=hint) if question.hint else None,
        tag("p", problem, class_="problem", id=wrong) if problem else None,
    )


def _describes(question: Field[Any], problem: str) -> str | None:
    parts = [
        f"{id_of(question.id)}-{what}"
        for what, said in (("problem", problem), ("hint", question.hint))
        if said
    ]
    return " ".join(parts) or None
