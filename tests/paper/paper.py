#!/usr/bin/env python3
"""Prints matters on paper and looks at the sheets: every page in both languages, made by `linli drive`, laid out by Chromium.

Usage: paper.py --linli PROGRAM --chromium PROGRAM OUT

Each page becomes OUT/NAME.zh.html, .pdf and .png. Of each is checked that it is A4, that it fills the number of sheets that a
reader expects, and that Chinese is set in a font that has it. The pictures are there to be looked at.
"""

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

NOW = "2026-11-23T09:00:00+08:00"
A4 = (595, 842)
DOORS = 24
# Round sheets: their place, doors, and the sheets that they fill in Chinese.
ROUNDS = [("round-24", {"building": "1"}, 24, 2), ("round-132", {"stairwell": "2-1"}, 132, 6)]

NOTICE = """各位邻居：
为消除楼道消防隐患，经楼道议事会商表决通过，定于本周六（11月28日）上午九时集中清理本单元楼道堆物。请各户于周五晚上八时前自行搬走门前物品；届时仍未搬走的，由楼道长登记后统一移至一楼车棚，保管七日。
老人和行动不便的住户如需帮忙，请在群里说一声，或者敲501的门。
谢谢大家！"""


class Drive:
    """A store of `linli drive`."""

    def __init__(self, linli, folder):
        self.program = subprocess.Popen(
            [linli, "drive", folder, "--now", NOW, "--seed", "1"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def __call__(self, op, **fields):
        request = json.dumps({"id": op, "op": op, **fields}, ensure_ascii=False)
        self.program.stdin.write(request + "\n")
        self.program.stdin.flush()
        answer = json.loads(self.program.stdout.readline())
        if "error" in answer:
            raise SystemExit(f"{op}: {answer['error']}")
        return answer["ok"]

    def close(self):
        self.program.stdin.close()
        self.program.wait()


def register(path):
    """A register of one building of two stairwells, 12 doors each."""
    lines = ["幢,单元,室,业主,电话,面积"]
    for stairwell in (1, 2):
        for floor in range(1, 7):
            for room in (1, 2):
                lines.append(f"1,{stairwell},{floor}0{room},住户{stairwell}{floor}{room},1380000{stairwell}{floor}0{room},89.12")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def joined(office, committee, folder):
    """The committee's store with what the office has."""
    invitation = office("invite", role="committee", scope={"compound": "月亮湾"}, name="周主任")["invitation"]
    enrolment = committee("join", invitation=invitation)["enrolment"]
    challenge = office("challenge", enrolment=enrolment)["challenge"]
    digits = committee("answer_challenge", challenge=challenge)["digits"]
    member = office("admit", enrolment=enrolment, digits=digits)["member"]
    bundle = str(folder / "bundle")
    for _ in range(2):
        office("bundle", **{"for": committee("request")["request"]}, file=bundle)
        committee("receive", file=bundle)
    return member


def big_register(path):
    """A register of one building of one stairwell with 132 doors."""
    lines = ["幢,单元,室,业主"]
    for floor in range(1, 34):
        for room in range(1, 5):
            lines.append(f"2,1,{floor}0{room},住户{floor}{room}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def matters(drive, committee, me):
    """One matter for each page: its store, and the number of sheets that it should fill in Chinese."""
    def opened(flow, scope, values, drive=drive):
        return drive("open_matter", flow=flow, scope=scope, values=values)["matter"]

    stairwell, compound = {"stairwell": "1-1"}, {"compound": "月亮湾"}
    notice = opened("notice", stairwell, {"kind": "stairwell", "title": "关于集中清理楼道堆物的公告", "text": NOTICE})
    drive("take_step", matter=notice, step="post", values={"channel": ["stairwell_board"], "place": "1-1"})
    meeting = opened("joint-meeting", compound, {
        "when": "2026-11-26T19:00:00+08:00", "mode": "on_site", "venue": "小区党群服务站二楼",
        "items": [{"words": "地下车库照明改造方案"}, {"words": "2026年下半年公共收益公示"}]}, committee)
    for body in ("committee", "property_company", "community_office"):
        committee("take_step", matter=meeting, step="sign_in", values={"body": body, "member": me, "how": "on_site"})
    committee("take_step", matter=meeting, step="hold", values={
        "minutes": "一、物业服务企业介绍照明改造方案，总价三万二千元，质保五年。\n二、业主委员会认为应比选三家，会议同意。\n三、公共收益下半年公示由业主委员会于一月底前编制。"})
    accounts = opened("revenue-notice", compound, {
        "period": "2026-H1",
        "income": [{"source": "common_areas", "amount": 4_860_000}, {"source": "premises", "amount": 1_200_000},
                   {"source": "other", "amount": 8_350}],
        "spending": [{"use": "repair", "amount": 2_315_000, "note": "东门道闸更换"}, {"use": "maintenance_fund", "amount": 3_000_000},
                     {"use": "assembly", "amount": 126_000, "note": "印制表决票"}],
        "total_in": 6_068_350, "total_out": 5_441_000, "balance": 627_350})
    dispute = opened("dispute", stairwell, {
        "severity": "minor", "kind": "leak", "text": "502室反映602室卫生间渗水，双方对责任有争议。",
        "parties": [{"side": "first", "words": "502室：要求修复渗漏并赔偿吊顶"},
                    {"side": "second", "words": "602室：认为是公共管道所致"}]})
    drive("take_step", matter=dispute, step="register", values={"opinion": "属邻里纠纷，登记受理。"})
    return [("notice", drive, notice, 1), ("minutes", committee, meeting, 1), ("sign-in", committee, meeting, 2),
            ("half-year-ledger", drive, accounts, 1), ("case-file", drive, dispute, 1), ("index", committee, meeting, 1)]


def laid_out(chromium, html, width):
    """The PDF and the picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        common = [chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                  "--disable-crash-reporter", "--hide-scrollbars", "--no-first-run",
                  f"--user-data-dir={profile}", "--virtual-time-budget=2000"]
        pdf, png = html.with_suffix(".pdf"), html.with_suffix(".png")
        for more in (["--no-pdf-header-footer", f"--print-to-pdf={pdf}"],
                     [f"--window-size={width},1123", f"--screenshot={png}"]):
            subprocess.run(common + more + [html.as_uri()], check=True, capture_output=True, timeout=120)
    return pdf.read_bytes(), png.read_bytes()


def check(name, pdf, png, pages):
    """Problems of one sheet."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    sizes = {(round(float(wide)), round(float(high))) for wide, high in boxes}
    if sizes != {A4}:
        yield f"{name}: the paper is {sizes}, not A4"
    if pages is not None and len(boxes) != pages:
        yield f"{name}: {len(boxes)} sheets, not {pages}"
    fonts = set(re.findall(rb"/FontName\s*/(?:[A-Z]{6}\+)?([\w-]+)", pdf))
    if not any(b"CJK" in font or b"Han" in font for font in fonts):
        yield f"{name}: no font for Chinese among {sorted(fonts)}"
    if len(png) < 10_000:
        yield f"{name}: the picture is empty"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--linli", required=True)
    arguments.add_argument("--chromium", required=True)
    arguments.add_argument("out", type=Path)
    asked = arguments.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    passed, problems = 0, []
    with tempfile.TemporaryDirectory() as folder:
        drive, committee = (Drive(asked.linli, str(Path(folder) / name)) for name in ("office", "committee"))
        drive("create_community", name="月亮湾社区", compound="月亮湾")
        table = Path(folder) / "register.csv"
        register(table)
        drive("import_register", file=str(table))
        me = joined(drive, committee, Path(folder))
        for page, store, matter, pages in matters(drive, committee, me):
            for lang in ("zh", "en"):
                html = asked.out.resolve() / f"{page}.{lang}.html"
                store("page", matter=matter, page=page, lang=lang, file=str(html))
                pdf, png = laid_out(asked.chromium, html, 794)
                found = list(check(html.stem, pdf, png, pages if lang == "zh" else None))
                problems += found
                passed += not found
        table = Path(folder) / "big.csv"
        big_register(table)
        drive("import_register", file=str(table))
        for name, scope, doors, pages in ROUNDS:
            for lang in ("zh", "en"):
                html = asked.out.resolve() / f"{name}.{lang}.html"
                drive("place_page", scope=scope, page="round", lang=lang, file=str(html))
                pdf, png = laid_out(asked.chromium, html, 794)
                found = list(check(html.stem, pdf, png, pages if lang == "zh" else None))
                rows = html.read_text(encoding="utf-8").count("<tr>") - len(re.findall("<thead>", html.read_text(encoding="utf-8")))
                if rows != doors:
                    found.append(f"{html.stem}: {rows} doors, not {doors}")
                problems += found
                passed += not found
        for store in (drive, committee):
            store.close()
    for problem in problems:
        print(problem)
    failed = len({problem.split(":")[0] for problem in problems})
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(1 if problems else 0)


main()
