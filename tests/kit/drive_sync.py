"""The sync test of `linli drive`, as `check.py sync` calls it: an example of what an embedder writes.

    python3 drive_sync.py path/to/linli URL PIN TOKEN WEATHER
"""

import json
import subprocess
import sys
import tempfile

TRIES = 6


class Drive:
    """A store and its session."""

    def __init__(self, linli, folder):
        self.process = subprocess.Popen(
            [linli, "drive", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, op, **fields):
        """Its answer: what is done, or the code of an error."""
        self.process.stdin.write(json.dumps({"op": op, **fields}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer.get("ok"), answer.get("error", {}).get("code")

    def until_done(self, op, **fields):
        """Tries again as a phone does; none if it never got through. Any trouble but the network's is a failure."""
        for _ in range(TRIES):
            done, code = self.ask(op, **fields)
            if done is not None:
                return done
            if code != "hub_unreachable":
                sys.exit(f"{op}: {code}")
        return None

    def close(self):
        """Ends the session."""
        self.process.stdin.close()
        self.process.wait()


def main(linli, url, pin, token, weather):
    with tempfile.TemporaryDirectory() as folder:
        office = Drive(linli, folder)
        office.ask("create_community", name="月亮湾社区", compound="月亮湾")
        office.ask("add_place", place={"building": "3"})
        office.ask("add_place", place={"stairwell": "3-1"})
        claimed = office.until_done("claim_hub", hub=url, pin=pin, token=token)
        written, code = office.ask(
            "collect_topic", source="suggestion_box", title="路灯", text="不亮" * 500, scope={"stairwell": "3-1"}
        )
        if written is None:
            sys.exit(f"collect_topic: {code}")
        if weather == "none":
            listed, _ = office.ask("list_topics")
            office.close()
            kept = claimed is None and len(listed["topics"]) == 1
            sys.exit(0 if kept else "a record was lost without a network")
        synced = office.until_done("sync")
        status, _ = office.ask("sync_status")
        office.close()
        if claimed is None or synced is None or status["only_here"] != 0:
            sys.exit(f"not through: {status}")


if __name__ == "__main__":
    main(*sys.argv[1:])
