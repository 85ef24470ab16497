"""`rotate-keys`: encrypt everything with the newest key, so that older ones can be put away."""

from argparse import Namespace

from cli.surroundings import Commands, CommandSurroundings
from storage import rotate_keys

ONE_KEY = (
    "There is one key, and everything is encrypted with it. To change it, put a new key "
    "before it in PREIEP_KEYS, separated by a comma, restart Preiep, so that it knows both, and "
    "run this command again. Nothing was changed."
)


def add_to(commands: Commands) -> None:
    commands.add_parser(
        "rotate-keys",
        help="encrypt everything with the newest key",
        description="Encrypt everything with the first key of PREIEP_KEYS. It can run beside "
        "a live assistant that has both keys, and can be stopped and started again.",
    )


def run(_: Namespace, surroundings: CommandSurroundings) -> int:
    if len(surroundings.settings.keys) < 2:
        print(ONE_KEY)
        return 1
    with surroundings.database() as database:
        changed = rotate_keys(database)
    print(
        f"Everything is encrypted with the newest key now; that changed {changed} "
        f"{'row' if changed == 1 else 'rows'}. The older keys can be left out of PREIEP_KEYS; "
        "backups made before today still need them, and so does every private link made "
        "before today."
    )
    return 0
