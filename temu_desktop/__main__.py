"""``python -m temu_desktop``."""

from temu_desktop.cli import main

main()
