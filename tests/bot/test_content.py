"""The words of the assistant: complete, short enough, and a district's to replace."""

import re
import shutil
from pathlib import Path

import pytest

import bot.content
from bot.content import Content, Line, read
from bot.errors import SettingsError
from bot.meetings.meetings import Kind, Mode
from bot.requests.requests import Form

OURS = Path(bot.content.__file__).parent / "en"
WORDS = read()

OPENING = [
    "everyone_present",
    "introductions",
    "attendance_mode",
    "norms",
    "rights",
    "enrolment",
    "purpose",
    "concerns",
]
ENDING = [
    "responsibilities",
    "minutes",
    "read_back",
    "recap",
    "offer",
    "attendance_policy",
    "public_place",
    "delivery",
    "consent_is_signature",
    "sign_off",
    "read_it",
    "call_me",
    "thanks",
]


def a_district(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """A folder that holds our file `name` with some words changed."""
    words = (OURS / name).read_text("utf-8")
    for before, after in changes:
        assert before in words, before
        words = words.replace(before, after, 1)
    (folder / name).write_text(words, "utf-8")
    return folder


def words_of(line: Line) -> tuple[str, str]:
    return line.short, line.aloud


def everything_said(words: Content) -> list[str]:
    tips = (*words.tips, *words.tense, *words.agreement, *words.disagreement)
    return [
        *(text for p in words.prompts for text in (p.text, p.follow_up, p.hint)),
        *(text for line in words.lines for mode in Mode for text in words_of(line.said(mode))),
        *(tip.text for tip in tips),
        *(text for part in words.agenda for text in (part.title, part.about)),
        *(
            text
            for page in (page for form in words.forms.values() for page in form)
            for question in page.questions
            for text in (question.label, question.hint)
            if text
        ),
    ]


def test_the_eight_prompts_come_in_the_protocols_order():
    assert [(prompt.number, prompt.id) for prompt in WORDS.prompts] == [
        (1, "strengths"),
        (2, "difficulties"),
        (3, "far_goal"),
        (4, "worries"),
        (5, "goals"),
        (6, "familiarity"),
        (7, "about_meeting"),
        (8, "anything_else"),
    ]


def test_only_the_prompt_about_the_process_is_answered_with_a_number():
    assert [prompt.id for prompt in WORDS.prompts if prompt.kind == "scale"] == ["familiarity"]


def test_difficulties_and_the_far_goal_have_two_boxes_and_the_others_one():
    boxes = {prompt.id: [part.id for part in prompt.parts] for prompt in WORDS.prompts}
    assert boxes.pop("difficulties") == ["difficulties", "hopes"]
    assert boxes.pop("far_goal") == ["far_goal", "way_there"]
    assert boxes == {prompt_id: [prompt_id] for prompt_id in boxes}


def test_the_lines_of_the_checklist_come_in_the_meetings_order():
    assert [line.id for line in WORDS.opening] == OPENING
    assert [line.id for line in WORDS.ending] == ENDING


def test_the_lines_that_only_some_schools_need_wait_to_be_switched_on():
    lines = (*WORDS.opening, *WORDS.ending)
    assert [line.id for line in lines if not line.on] == ["enrolment", "public_place"]


def test_each_line_asks_for_what_it_must_collect():
    asking = {
        line.id: line.asks for line in (*WORDS.opening, *WORDS.ending) if line.asks != "nothing"
    }
    assert asking == {
        "introductions": "names",
        "attendance_mode": "names",
        "rights": "rights",
        "concerns": "concern",
        "offer": "choice",
        "delivery": "choice",
        "sign_off": "sign_off",
    }


def test_the_offer_can_be_accepted_refused_accepted_in_part_or_left_open():
    assert [choice.id for choice in WORDS.line("offer").choices] == [
        "yes",
        "no",
        "in_part",
        "undecided",
    ]


def test_the_iep_travels_by_docusign_or_certified_mail():
    choices = WORDS.line("delivery").choices
    assert [choice.label for choice in choices] == ["DocuSign", "Certified mail"]


def test_a_line_that_nobody_wrote_is_not_found():
    with pytest.raises(KeyError):
        WORDS.line("applause")


def test_every_tip_for_a_running_meeting_is_there():
    assert [tip.id for tip in WORDS.tips] == [
        "parents_agenda",
        "student_in_middle",
        "tangents",
        "appropriate",
        "read_the_room",
        "unmute",
        "show_work",
        "complaints",
        "proposals",
        "staffing",
        "adjourn",
    ]
    assert not any(tip.tense for tip in WORDS.tips)


def test_four_tips_are_kept_for_when_it_gets_tense():
    ids = [tip.id for tip in WORDS.tense]
    assert ids == ["keep_calm", "meet_again", "listen_for_cause", "rapport"]
    assert all(tip.tense for tip in WORDS.tense)


def test_what_parents_may_do_ends_with_a_word_on_legal_advice():
    assert [tip.id for tip in WORDS.disagreement] == [
        "another_meeting",
        "up_the_ladder",
        "ladder_is_private",
        "independent_evaluation",
        "new_evaluation",
        "mediation",
        "due_process",
        "state_complaint",
        "no_legal_advice",
    ]


def test_a_prompt_can_be_said_in_one_breath():
    for prompt in WORDS.prompts:
        assert 0 < len(prompt.text) <= 300
        assert 0 < len(prompt.follow_up) <= 300
        assert prompt.follow_up.endswith("?")
        assert 0 < len(prompt.hint) <= 150


def test_a_line_fits_beside_its_box_and_into_one_breath():
    for line in WORDS.lines:
        for mode in Mode:
            assert 0 < len(line.said(mode).short) <= 60
            assert 0 < len(line.said(mode).aloud) <= 600


@pytest.mark.parametrize(
    ("mode", "first"),
    [
        (Mode.PHONE, "Everyone is on the line"),
        (Mode.VIDEO, "Everyone is on the call"),
        (Mode.IN_PERSON, "Everyone is in the room"),
    ],
)
def test_a_meeting_begins_where_its_people_are(mode, first):
    assert WORDS.line("everyone_present").said(mode).short == first


def test_nobody_who_sits_in_the_room_is_spoken_to_as_on_a_call():
    said = [words for line in WORDS.lines for words in words_of(line.said(Mode.IN_PERSON))]

    of_a_call = re.compile(r"\bmut(e|ing)\b|camera|the line\b|to every voice|this call")
    assert not [words for words in said if of_a_call.search(words)]


def test_every_tip_is_of_use_whichever_way_people_meet():
    of_one_way = re.compile(r"^(On a call|On the phone|On video|In one room)\b|in the room\b")
    tips = (*WORDS.tips, *WORDS.tense, *WORDS.agreement)

    assert not [one.id for one in tips if of_one_way.search(one.text)]


def test_what_was_settled_is_not_called_a_call_in_any_meeting():
    for mode in Mode:
        assert "this call" not in WORDS.line("consent_is_signature").said(mode).aloud


def test_the_conversation_is_spoken_and_no_prompt_speaks_of_paper():
    paper = re.compile(
        r"\b(e-?)?mail|\bsend|\bpost(ed|ing)?\b|backpack|questionnaire|fill in|form\b"
    )
    for prompt in WORDS.prompts:
        assert not paper.search(f"{prompt.text} {prompt.follow_up} {prompt.hint}".lower())


def test_nothing_promises_the_best_and_nothing_shouts():
    for text in everything_said(WORDS):
        assert "!" not in text
        assert "best" not in text.lower() or "never best" in text or "at their best" in text, text


def agenda_of(kind):
    """Return the ids of the parts that a meeting of this kind has."""
    return [part.id for part in WORDS.agenda if not part.kinds or kind in part.kinds]


def test_every_kind_of_meeting_has_an_agenda_that_starts_with_the_parents():
    for kind in Kind:
        ids = agenda_of(kind)
        assert ids[:4] == ["welcome", "rights", "purpose", "concerns"]
        assert ids[-2:] == ["additions", "next_steps"]


def test_only_meetings_after_an_evaluation_talk_about_one():
    with_one = [kind for kind in Kind if "evaluation" in agenda_of(kind)]
    assert with_one == [Kind.TRIENNIAL, Kind.INITIAL]


def test_a_district_says_it_in_its_own_words(tmp_path):
    folder = a_district(tmp_path, "tips.toml", ("Keep calm.", "Breathe first."))

    words = read(folder)

    assert words.tense[0].text.startswith("Breathe first.")
    assert words.prompts == WORDS.prompts


def test_other_words_are_another_version(tmp_path):
    folder = a_district(tmp_path, "prompts.toml", ("Tell me about", "Talk to me about"))

    assert read(folder).version != WORDS.version


def test_the_same_words_are_the_same_version(tmp_path):
    shutil.copy(OURS / "prompts.toml", tmp_path)

    assert read(tmp_path).version == WORDS.version


def test_a_district_words_a_line_for_meetings_in_person_alone(tmp_path):
    folder = a_district(tmp_path, "checklists.toml", ("Everyone is in the room", "All seated"))

    line = read(folder).line("everyone_present")

    assert line.said(Mode.IN_PERSON).short == "All seated"
    assert line.said(Mode.IN_PERSON).aloud == line.aloud
    assert line.said(Mode.PHONE).short == "Everyone is on the line"


def test_a_district_turns_a_line_off_moves_one_and_adds_its_own(tmp_path):
    words = (OURS / "checklists.toml").read_text("utf-8")
    first, rest = words.split('[[opening]]\nid = "introductions"')
    own = '[[opening]]\nid = "song"\nshort = "School song"\naloud = "We sing."\n\n'
    norms = 'id = "norms"\n'
    assert norms in rest
    changed = f'{first}{own}[[opening]]\nid = "introductions"{rest}'.replace(
        norms, f"{norms}on = false\n"
    )
    (tmp_path / "checklists.toml").write_text(changed, "utf-8")

    opening = read(tmp_path).opening

    assert [line.id for line in opening][:3] == ["everyone_present", "song", "introductions"]
    assert not next(line for line in opening if line.id == "norms").on


@pytest.mark.parametrize(
    ("name", "before", "after", "complaint"),
    [
        pytest.param(
            "prompts.toml",
            'hint = "Talents',
            'hunt = "Talents',
            "prompts[1].hunt is not known here",
            id="a-misspelled-key",
        ),
        pytest.param(
            "prompts.toml", '"far_goal"\n', '"goal"\n', "prompts must be", id="a-renamed-prompt"
        ),
        pytest.param(
            "prompts.toml", '{ id = "hopes"', '{ id = "wishes"', "prompts must be", id="another-box"
        ),
        pytest.param(
            "prompts.toml",
            'kind = "scale"',
            'kind = "stars"',
            "prompts[6].kind is one of text, scale",
            id="a-kind-of-answer-that-does-not-exist",
        ),
        pytest.param(
            "prompts.toml",
            'follow_up = "When did you last see that at home?"',
            'follow_up = " "',
            "prompts[1].follow_up needs words",
            id="an-empty-question",
        ),
        pytest.param(
            "prompts.toml",
            'parts = [{ id = "strengths", label = "Strengths" }]',
            'parts = "one"',
            "prompts[1].parts is a list of tables",
            id="parts-that-are-none",
        ),
        pytest.param(
            "prompts.toml",
            "[[prompts]]",
            "[[prompts]",
            "cannot be read as TOML",
            id="a-missing-bracket",
        ),
        pytest.param(
            "checklists.toml",
            'id = "thanks"',
            'id = "applause"',
            "ending.thanks must be there",
            id="a-line-left-out",
        ),
        pytest.param(
            "checklists.toml",
            'asks = "rights"\n',
            "",
            "opening.rights must be there and ask what it asks",
            id="a-line-that-no-longer-asks",
        ),
        pytest.param(
            "checklists.toml",
            '{ id = "undecided", label = "Undecided" },',
            "",
            "ending.offer must be there and ask what it asks",
            id="a-choice-taken-away",
        ),
        pytest.param(
            "checklists.toml",
            "[[ending]]",
            '[[ending]]\nid = "own"\nasks = "rights"\nshort = "Own"\naloud = "Own."\n\n[[ending]]',
            "ending.own.asks must be left out",
            id="a-line-of-their-own-that-asks",
        ),
        pytest.param(
            "checklists.toml",
            "[[ending]]",
            '[[ending]]\nid = "norms"\nshort = "Own"\naloud = "Own."\n\n[[ending]]',
            "ending[1].id stands there twice: norms",
            id="two-lines-of-one-id",
        ),
        pytest.param(
            "checklists.toml",
            'asks = "rights"\n',
            'asks = "choice"\n',
            "opening[5].choices belong to a line that asks for a choice",
            id="a-choice-without-choices",
        ),
        pytest.param(
            "checklists.toml",
            'id = "enrolment"\non = false',
            'id = "enrolment"\non = "no"',
            "opening[6].on is either true or false",
            id="a-switch-in-words",
        ),
        pytest.param(
            "checklists.toml",
            'short = "Thank everyone"',
            f'short = "{"x" * 61}"',
            "ending[13].short has 61 characters; 60 are the most",
            id="too-long-for-its-box",
        ),
        pytest.param(
            "tips.toml", "[[tense]]", "[[calm]]", "calm is not known here", id="another-section"
        ),
        pytest.param(
            "checklists.toml",
            "[opening.video]",
            "[opening.radio]",
            "opening[1].radio is not known here",
            id="another-way-of-meeting",
        ),
        pytest.param(
            "checklists.toml",
            '[opening.video]\nshort = "Everyone is on the call"',
            'video = "Everyone is on the call"',
            "opening[1].video is a table",
            id="a-way-of-meeting-without-a-table",
        ),
        pytest.param(
            "checklists.toml",
            '[opening.video]\nshort = "Everyone is on the call"',
            '[opening.video]\nasks = "names"',
            "opening[1].video.asks is not known here",
            id="another-question-by-video",
        ),
        pytest.param(
            "agenda.toml",
            'takes = "additions"\n',
            "",
            'agenda needs exactly one part with takes = "additions"',
            id="no-room-for-additions",
        ),
        pytest.param(
            "agenda.toml",
            'takes = "concerns"\n',
            'takes = "concerns"\nkinds = ["annual"]\n',
            "agenda[4].kinds cannot limit",
            id="concerns-at-some-meetings-only",
        ),
        pytest.param(
            "agenda.toml",
            'kinds = ["initial", "triennial"]',
            'kinds = ["yearly"]',
            "agenda[5].kinds is a list of some of annual",
            id="a-kind-of-meeting-that-does-not-exist",
        ),
        pytest.param(
            "forms.toml",
            'id = "habits"',
            'id = "conduct"',
            "must ask what ours ask, in this order",
            id="a-form-that-asks-something-else",
        ),
        pytest.param(
            "forms.toml",
            'id = "level"\nasks = "line"',
            'id = "level"\nasks = "line"\nrequired = true',
            "must ask what ours ask, in this order",
            id="a-form-that-requires-more",
        ),
        pytest.param(
            "forms.toml",
            'asks = "line"\nlabel = "Current grade in your class"',
            'asks = "choice"\nlabel = "Current grade in your class"',
            "teacher_feedback[1].questions[5].choices belong to a question that asks for a choice",
            id="a-form-without-its-choices",
        ),
        pytest.param(
            "forms.toml",
            'label = "Current grade in your class"',
            'label = "Current grade in your class"\ncarries_over = true',
            "teacher_feedback.level.carries_over must be left out: it is about the student",
            id="an-answer-about-a-student-that-carries-over",
        ),
        pytest.param(
            "forms.toml",
            'label = "Your questions for the team"',
            'label = "Your questions for the team"\ncarries_over = true',
            "questions[4].carries_over belongs to a line on a form's first page, and only there",
            id="a-later-page-that-carries-over",
        ),
        pytest.param(
            "forms.toml", "[[both]]", "[[each]]", "each is not known here", id="a-form-of-its-own"
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_key(tmp_path, name, before, after, complaint):
    folder = a_district(tmp_path, name, (before, after))

    with pytest.raises(SettingsError) as refused:
        read(folder)

    assert str(tmp_path / name) in str(refused.value)
    assert complaint in str(refused.value)


def test_a_list_without_a_tip_is_refused(tmp_path):
    words = (OURS / "tips.toml").read_text("utf-8")
    (tmp_path / "tips.toml").write_text(words[: words.index("[[disagreement]]")], "utf-8")

    with pytest.raises(SettingsError, match="disagreement needs at least one entry"):
        read(tmp_path)


def test_a_line_as_long_as_its_box_is_taken(tmp_path):
    words = "x" * 60
    folder = a_district(
        tmp_path, "checklists.toml", ('short = "Thank everyone"', f'short = "{words}"')
    )

    assert read(folder).line("thanks").short == words


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "tips.toml").write_bytes("# Señora".encode("latin-1"))

    with pytest.raises(SettingsError, match=r"tips\.toml: please save this file as UTF-8"):
        read(tmp_path)


def test_a_file_that_nobody_reads_is_pointed_out(tmp_path):
    shutil.copy(OURS / "tips.toml", tmp_path)
    (tmp_path / "prompt.toml").write_text("", "utf-8")

    with pytest.raises(SettingsError, match=r"prompt\.toml is not read"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_any_words_is_pointed_out(tmp_path, name):
    with pytest.raises(SettingsError, match="PREIEP_CONTENT"):
        read(tmp_path / name)


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "agenda.toml").mkdir()

    with pytest.raises(SettingsError, match=r"agenda\.toml cannot be read"):
        read(tmp_path)


def test_a_district_words_the_forms_itself(tmp_path):
    folder = a_district(
        tmp_path,
        "forms.toml",
        ('label = "What goes well in class"', 'label = "Where this student shines"'),
        ('label = "For a part of it"', 'label = "For the first half hour"'),
    )

    words = read(folder)

    shown = words.forms[Form.TEACHER_FEEDBACK]
    assert shown[0].questions[1].label == "Where this student shines"
    assert shown[1].questions[-1].choices[1].label == "For the first half hour"
    assert words.version != WORDS.version


def test_a_district_whose_question_is_about_the_student_lets_nothing_carry_over(tmp_path):
    folder = a_district(tmp_path, "forms.toml", ("carries_over = true\n", ""))

    assert not any(
        one.carries_over for one in read(folder).forms[Form.TEACHER_FEEDBACK][0].questions
    )
    assert WORDS.forms[Form.TEACHER_FEEDBACK][0].questions[0].carries_over
