"""What somebody changed in the database itself is said in our words, and to nobody else."""

from sqlalchemy import text


def break_junipers_name(school) -> None:
    """Do what somebody does who knows the database's password, and no key."""
    with school.assistant.database.writing() as connection:
        of_otis = "SELECT private FROM students WHERE id = :otis"
        connection.execute(
            text(f"UPDATE students SET private = ({of_otis}) WHERE id = :juniper"),
            {"otis": school.otis.id, "juniper": school.juniper.id},
        )


def test_a_screen_says_which_record_does_not_open_and_whom_to_tell(school):
    break_junipers_name(school)

    school.pat.command("/iep")
    school.settle()

    said = school.pat.ephemerals[-1].text
    assert "cannot be opened, since it was changed or moved outside Preiep" in said
    assert f"students.private (id {school.juniper.id})" in said
    assert "Otis" not in said


def test_the_caseloads_of_others_open_as_before(school):
    break_junipers_name(school)

    school.kim.open_home()
    school.settle()

    assert "Otis Plumfield" in school.kim.home.text
