"""The mistakes found, all of them, by file and line."""
import sys


class Problems:
    def __init__(self):
        self._lines = []

    def add(self, where, what):
        """`where` is `file:line`, or what else tells a reader where to look."""
        line = f"{where}: {what}"
        if line not in self._lines:
            self._lines.append(line)

    def stop(self):
        """Ends the program if there were any."""
        if self._lines:
            sys.exit("\n".join(self._lines) + f"\nmake-gazetteer: {len(self._lines)} mistakes, nothing written")
