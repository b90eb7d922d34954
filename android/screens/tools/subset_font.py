#!/usr/bin/env python3
"""Makes the apps' own font: a subset of Noto Sans CJK SC, as Debian's package fonts-noto-cjk has it.

subset_font.py [--check]: writes src/main/resources/font/LinliSans-Regular.otf, or says whether that is, byte for byte, what would be written.
Needs the package fonts-noto-cjk and fonttools: pip install fonttools==4.68.0. Why, and what it weighs: docs/adr/0039.
"""

import hashlib
import io
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "android/screens/src/main/resources/font/LinliSans-Regular.otf"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SOURCE_SHA256 = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
FONTTOOLS = "4.68.0"
SIMPLIFIED = 2
MOST_BYTES = 1_000_000

# The reserved name is Adobe's "Source", and "Noto" is a trademark: a font that was changed has a name of its own.
FAMILY, POSTSCRIPT = "Linli Sans", "LinliSans-Regular"

# Where the sentences stand that screens show. What tests alone say is shown to nobody.
WORDS = ["tests/words/app.tsv", "tests/screens/golden-*.txt", "packs/*.json", "core/src/**/*.rs", "core/src/**/*.tsv"]
WORDS += ["android/screens/src/main/**/*.kt", "android/desktop/src/main/**/*.kt", "android/app/src/main/**/*.kt"]

# What the source has no glyph for and screens draw, by one that looks alike; a ticked box is a box with a tick.
ALIKE = {"\u2044": "/", "\u2715": "\u00d7", "\u2610": "\u25a1"}
TICKED, BOX, TICK, SPARE = "\u2611", "\u25a1", "\u2713", "\u25a9"

# The dot between parts of a line has spaces round it: the narrow one, which the same file has for other languages.
DOT, NARROW = "\u00b7", "cid00117"

# Names of people have rarer characters than sentences: the Hundred Family Surnames, and what children of the last decades were named.
SURNAMES = """
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷
贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路
娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家
封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖
卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨
居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公万俟司马上官
欧阳夏侯诸葛闻人东方赫连皇甫尉迟公羊澹台公冶宗政濮阳淳于单于太叔申屠公孙仲孙轩辕令狐钟离宇文长孙慕容鲜于闾丘司徒司空亓官司寇仉督子车颛孙端木
巫马公西漆雕乐正壤驷公良拓跋夹谷宰父谷梁晋楚闫法汝鄢涂钦段干百里东郭南门呼延归海羊舌微生岳帅缑亢况郈有琴梁丘左丘东门西门商牟佘佴伯赏南宫墨哈
谯笪年爱阳佟第五言福覃佘仝邸闫逯肖付代阎尧逄
"""
GIVEN = """
琪婷瑶璇玥琦琰琬璐瑾瑜瑛珺珂玮璟珩翊昊昕晗晟曦煜烨炜焱熠淇涵滢沁泓澍沐湉渲濠灏芸芷茜莹菁萱蕾薇蓓茗蔓苒苡荻芊婧妍娜娴婕嫣媛嫒妤姝姣妮婵嬅睿皓皎祺
祎禧奕弈骁骐骏隽佩俪倩偲侑俐伽珈斌彬彦彧宸宥宜岚峻崧嵩峥嵘铭铄锴鑫钰钏铮镕霖霏雯霁颖颢韬韫馨麒麟鹏鸿鹂懿恺恬悦憬悠慜扬捷晔昱旻旸暄曜暻栩梓桢
楠榕槿樱桦棣楷澜沛沅淼淳渝湘溪潇瀚瀛笙筱筠箐绮绫缨缇翀翎翰荟莞莼蓉薏诺谌谦赟轩轶辰逸遥邈郅锐陌颉骞喆堃垚墁壹夙奂婉娉娅娆婀嫄孜宓屹峤岷嵋巍帏廷弋
徜徕忻怡恂恪惟愫愔懋戬抒挚揆揽斐旖昀昉昶晖晞晰暧曈朔杉杞枫柃柚柠柯栎栖栾桉桐桧梵棠椿榆榛槟橙檀欣歆毓沣沨泠泺洁洛洲浛浠浩涓涟涧淑淙淞渊渌湄湛溥滟
漪潆澄澈濛灿烁烜焓焕焘煊煦熙熹燊燚爽玎玑玖玘玟玫玲珀珉珊珏珑珞珮琅琇琊琏琛琨琮琳琴琼瑀瑄瑗瑚瑞瑧瑭瑰璁璃璋璎璞璠璧甜甯畅畦皑盈盼眉睦瞳矜砚砾碧磊祁祉祖
祚祥祯禛禹禾秀稷穆穗竑竣笃笑笛筝篁篱紫纭纯纾绎绡绢绣维绯绰缃缈缦羲翠翡翩翮翯耘聪肃胤腾舜舟航艳艺芃芙芝芬芮芯芳芹芾苑苓苕茉茵茹荔荞荣荷莎莉莲莺菀菊菡
菲菱萌萍萦葆葳葵蒂蒙蓁蓝蔚蔷蕊蕙蕴薰藜藤藻蘅虹蛟蝶衍裕裳襄觅言诗诚诣询诩谊谕谧谨豪贞贤贻赋赫超越跃踔辉辙达迅迎迦逍逢遵邑郁郡酩采钊钧铎铖铠银锃锋锦镇长
闳闻阅阔阳陶隆雁雅雨雪雷霄霆霓露霜青靓靖静韦韵韶顺颂颐飒飞馥驰驹骅骋骥魁鲲鸢鸣鸾鹃鹭黛鼎齐龙
"""


def level_one() -> str:
    """The 3,755 most common characters by China's standard GB 2312, and its punctuation and full-width letters."""
    rows = {0xA1: range(0xA1, 0xFF), 0xA3: range(0xA1, 0xFF), 0xD7: range(0xA1, 0xFA)}
    rows |= {row: range(0xA1, 0xFF) for row in range(0xB0, 0xD7)}
    return "".join(bytes([row, cell]).decode("gb2312") for row, cells in rows.items() for cell in cells)


def words() -> str:
    files = [file for pattern in WORDS for file in sorted(ROOT.glob(pattern))]
    shown = [file for file in files if "tests" not in file.relative_to(ROOT).parts[1:-1] and file.name != "tests.rs"]
    return "".join(file.read_text(encoding="utf-8") for file in [ROOT / WORDS[0], *shown])


def wanted() -> set[int]:
    latin = [chr(point) for point in (*range(0x20, 0x7F), *range(0xA0, 0x100))]
    texts: Iterable[str] = [level_one(), SURNAMES, GIVEN, words(), *latin]
    return {ord(letter) for text in texts for letter in text if unicodedata.category(letter)[0] != "C"}


def named(font: TTFont) -> None:
    """Its own family; whose work it is and under which licence stays."""
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in (0, 9, 13, 14) and name.langID == 0x409]
    ours = {1: FAMILY, 2: "Regular", 3: f"2.004;{POSTSCRIPT}", 4: FAMILY, 6: POSTSCRIPT}
    ours[5] = "Version 2.004; a subset made for Linli, changed from Noto Sans CJK SC"
    for number, text in ours.items():
        names.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [POSTSCRIPT]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = FAMILY, FAMILY
    for number, part in enumerate(top.FDArray):
        part.FontName = f"{POSTSCRIPT}-{number}"


def drawn(font: TTFont) -> None:
    """What the source lacks."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    spare = cmap[ord(SPARE)]
    strings = font["CFF "].cff.topDictIndex[0].CharStrings
    old = strings[spare]
    width = font["hmtx"][cmap[ord(BOX)]][0]
    private = old.private
    pen = T2CharStringPen(None if width == private.defaultWidthX else width - private.nominalWidthX, glyphs)
    glyphs[cmap[ord(BOX)]].draw(pen)
    # The tick keeps off the box's sides.
    glyphs[cmap[ord(TICK)]].draw(TransformPen(pen, (0.7, 0, 0, 0.7, 150, 114)))
    strings[spare] = pen.getCharString(private, old.globalSubrs)
    font["hmtx"][spare] = font["hmtx"][cmap[ord(BOX)]]
    added = {ord(letter): cmap[ord(other)] for letter, other in ALIKE.items()} | {ord(TICKED): spare}
    # One table for what fits into sixteen bits and one for all: every reader of the last twenty years takes these.
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) in {(3, 1), (3, 10)}]
    for table in font["cmap"].tables:
        table.cmap.pop(ord(SPARE), None)
        table.cmap |= added


def made() -> tuple[bytes, list[str]]:
    """The font, and what was wanted and is not in the source."""
    options = subset.Options(font_number=SIMPLIFIED, layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs="*")
    options.drop_tables += ["GSUB", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    font = subset.load_font(SOURCE, options)
    font.recalcTimestamp = False
    for table in font["cmap"].tables:
        if table.format != 14:
            table.cmap[ord(DOT)] = NARROW
    has, points = font.getBestCmap(), wanted()
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=(points | {ord(SPARE)}) & has.keys())
    subsetter.subset(font)
    drawn(font)
    named(font)
    written = io.BytesIO()
    font.save(written)
    lacking = sorted(points - TTFont(io.BytesIO(written.getvalue())).getBestCmap().keys())
    return written.getvalue(), [f"U+{point:04X}" for point in lacking]


def main(arguments: list[str]) -> None:
    if fontTools.version != FONTTOOLS:
        sys.exit(f"fonttools {FONTTOOLS} writes the same bytes each time; this is {fontTools.version}")
    if hashlib.sha256(SOURCE.read_bytes()).hexdigest() != SOURCE_SHA256:
        sys.exit(f"{SOURCE} is another version than the one that the font was made of")
    data, lacking = made()
    if len(data) >= MOST_BYTES:
        sys.exit(f"{len(data)} bytes: {MOST_BYTES} are too many for a file in this repository")
    if arguments == ["--check"]:
        sys.exit(None if OUT.read_bytes() == data else f"{OUT} is not what this script makes: run it")
    OUT.write_bytes(data)
    glyphs = TTFont(io.BytesIO(data))["maxp"].numGlyphs
    print(f"{len(data)} bytes, {glyphs} glyphs; not in the source: {' '.join(lacking)}")


if __name__ == "__main__":
    main(sys.argv[1:])
