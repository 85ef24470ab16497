"""Teacher feedback: what a general-education teacher is asked before a meeting."""

from bot.forms import Asks, Page, Question

PAGES = (
    Page(
        title="In your class",
        questions=(
            Question(
                id="subject",
                asks=Asks.LINE,
                label="Subject and period",
                hint="For example: science, period 3.",
                required=True,
            ),
            Question(id="strengths", asks=Asks.TEXT, label="What goes well in class"),
            Question(id="struggles", asks=Asks.TEXT, label="Where the student struggles"),
            Question(
                id="habits",
                asks=Asks.TEXT,
                label="Work habits, participation and behavior",
            ),
            Question(id="level", asks=Asks.LINE, label="Current grade or level"),
            Question(
                id="absences",
                asks=Asks.CHOICE,
                label="Is attendance a concern?",
                options=(("no", "No"), ("some", "Somewhat"), ("yes", "Yes")),
            ),
        ),
    ),
    Page(
        title="What helps, and the meeting",
        questions=(
            Question(
                id="used",
                asks=Asks.TEXT,
                label="Accommodations in use",
                hint="Those from the current IEP that you use.",
            ),
            Question(id="helpful", asks=Asks.TEXT, label="Which of them help"),
            Question(id="changes", asks=Asks.TEXT, label="What you would add or change"),
            Question(id="questions", asks=Asks.TEXT, label="Your questions for the team"),
            Question(
                id="attends",
                asks=Asks.CHOICE,
                label="Can you come to the meeting?",
                required=True,
                options=(
                    ("yes", "Yes"),
                    ("part", "For a part of it"),
                    ("no", "No"),
                    ("unsure", "Not sure yet"),
                ),
            ),
        ),
    ),
)
"""Eleven fields, two of them required: what a teacher can do between two lessons."""
