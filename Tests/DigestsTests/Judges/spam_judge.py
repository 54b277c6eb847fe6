"""What SpamAssassin's local rules score each mail, all in one run.

Reads a JSON object of mails by name from standard input, prints an object of
`SCORE RULE,RULE` by the same names.
"""

import json
import re
import subprocess
import sys
import tempfile

mails = json.load(sys.stdin)
box = "".join(
    "From judge@example.org Tue Nov 24 05:00:00 2026\n"
    f"X-Judged: {name}\n" + re.sub("(?m)^(>*From )", r">\1", mail.replace("\r\n", "\n")) + "\n"
    for name, mail in mails.items()
)
with tempfile.TemporaryDirectory() as home:
    # It writes its own preferences into the home it finds.
    answer = subprocess.run(
        ["spamassassin", "--local", "--test-mode", "--mbox"],
        input=box.encode(), capture_output=True, check=True,
        env={"HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    ).stdout.decode(errors="replace")

scores = {}
for part in re.split("(?m)^From judge@example.org ", answer)[1:]:
    name = re.search("(?m)^X-Judged: (.*)$", part)[1]
    status = re.search(r"(?ms)^X-Spam-Status: .*?score=(\S+).*?tests=(.*?)\s*autolearn", part)
    scores[name] = f"{status[1]} " + re.sub(r"\s", "", status[2])
print(json.dumps(scores))
