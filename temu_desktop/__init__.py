"""temu-desktop keeps a TEMU shop and JTL-Wawi in step. Importing the package does nothing."""

__version__ = "0.1.0"
