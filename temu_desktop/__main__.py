"""``python -m temu_desktop``."""

from temu_desktop.start import main

main()
