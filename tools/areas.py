"""Compile kg/lexicons/areas.tsv: the administrative areas of China down to the county, present and past.

usage: python tools/areas.py LIST.json HISTORY.json CHANGES.json > kg/lexicons/areas.tsv

All three map six-digit codes (GB/T 2260): LIST the present areas to their names, HISTORY every code
that was ever in force to its name, CHANGES a code out of force to the codes that took its place (as
published by the Ministry of Civil Affairs and gathered, for one, in github.com/mumuy/data_location).
Short forms and names that HISTORY can't tell (an area renamed under its old code) are added here.

Columns: code, name, short forms, other and former names, successors (a past area has no others).
Several values are separated by |.
"""
import json
import re
import sys

PEOPLES = sorted(
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 "
    "鄂伦春 赫哲 门巴 珞巴 基诺".split(), key=len, reverse=True)
PEOPLE = re.compile("(?:(?:" + "|".join(PEOPLES) + ")族|各族|哈萨克|蒙古|柯尔克孜|维吾尔|塔吉克|锡伯|达斡尔(?=$|自))+$")
ENDING = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|矿区|省|市|县|区|(?<![左右前后中])旗|盟|州)$")

PROVINCES = {   # abbreviations, first the one on number plates
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙|内蒙", "21": "辽", "22": "吉", "23": "黑", "31": "沪|申", "32": "苏",
    "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫", "42": "鄂", "43": "湘", "44": "粤", "45": "桂",
    "46": "琼", "50": "渝", "51": "川|蜀", "52": "贵|黔", "53": "云|滇", "54": "藏", "61": "陕|秦", "62": "甘|陇", "63": "青",
    "64": "宁", "65": "新", "71": "台", "81": "港", "82": "澳"}
SHORTS = {   # where the rule gives none, or people say something else
    "150000": "内蒙古", "450000": "广西", "540000": "西藏", "640000": "宁夏", "650000": "新疆",
    "222400": "延边州|延边", "422800": "恩施州|恩施", "433100": "湘西州|湘西", "513200": "阿坝州|阿坝", "513300": "甘孜州|甘孜",
    "513400": "凉山州|凉山", "522300": "黔西南州|黔西南", "522600": "黔东南州|黔东南", "522700": "黔南州|黔南",
    "532300": "楚雄州|楚雄", "532500": "红河州|红河", "532600": "文山州|文山", "532800": "西双版纳州|西双版纳|版纳",
    "532900": "大理州|大理", "533100": "德宏州|德宏", "533300": "怒江州|怒江", "533400": "迪庆州|迪庆",
    "622900": "临夏州|临夏", "623000": "甘南州|甘南", "632200": "海北州", "632300": "黄南州", "632500": "海南州",
    "632600": "果洛州|果洛", "632700": "玉树州|玉树", "632800": "海西州", "652300": "昌吉州|昌吉",
    "652700": "博尔塔拉州|博尔塔拉|博州", "652800": "巴音郭楞州|巴音郭楞|巴州", "653000": "克孜勒苏州|克孜勒苏|克州",
    "654000": "伊犁州|伊犁", "632324": "河南县", "150303": "", "120105": "", "810101": "", "469027": "乐东县|乐东",
    "120116": "", "310115": "浦东", "210113": "沈北", "130107": "", "130406": "峰峰", "130804": "", "150206": "白云鄂博", "429021": "神农架", "520203": "六枝", "232700": "大兴安岭",
    "150121": "土左旗", "150221": "土右旗", "150421": "阿鲁科尔沁", "150425": "克什克腾", "150521": "科左中旗", "150522": "科左后旗",
    "150722": "莫旗|莫力达瓦", "150723": "鄂伦春旗", "150724": "鄂温克旗", "152221": "科右前旗", "152222": "科右中旗",
    "210922": "彰武", "211324": "喀左县|喀左|喀喇沁左翼", "220721": "前郭县|前郭|前郭尔罗斯", "230624": "杜蒙县|杜蒙|杜尔伯特",
    "620924": "阿克塞县|阿克塞", "653131": "塔县|塔什库尔干", "654022": "察县|察布查尔", "654226": "和丰县|和布克赛尔",
}
OTHER = {   # former and second names under the present code
    "110000": "北平", "341000": "徽州地区", "420600": "襄樊市|襄樊", "530800": "思茅市|思茅地区|思茅", "533401": "中甸县|中甸",
    "610600": "延安地区", "371300": "临沂地区", "411700": "驻马店地区", "511600": "广安地区", "520500": "毕节地区",
    "520600": "铜仁地区", "540200": "日喀则地区", "540300": "昌都地区", "540400": "林芝地区", "540500": "山南地区",
    "540600": "那曲地区", "630200": "海东地区", "650400": "吐鲁番地区", "650500": "哈密地区",
    "150400": "昭乌达盟", "150500": "哲里木盟", "150600": "伊克昭盟|伊盟", "150700": "呼伦贝尔盟|呼盟", "150800": "巴彦淖尔盟|巴盟",
    "150900": "乌兰察布盟|乌盟", "152500": "锡盟", "152900": "阿盟",
    "710000": "台湾地区", "810000": "香港特区|香港地区", "820000": "澳门特区|澳门地区",
}
LATE = {   # abolished in living memory, so that their short forms are still used
    "110103", "110104", "120107", "120108", "120109", "310103", "310108", "310119", "320107", "320204", "320404", "320405",
    "320503", "320504", "320802", "330103", "330104", "410381", "410306", "440106", "530122",
}
TAIWAN = "83"   # the list counts Taiwan as 83; GB/T 2260 gives it 71


def stem(name: str) -> str:
    """The name without its level and peoples: 恩施土家族苗族自治州 → 恩施; "" if one character is left."""
    rest = ENDING.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗", "自治区")):
        rest = PEOPLE.sub("", rest)
    return rest if len(rest) > 1 and rest != name else ""


def shorts(code: str, name: str) -> list[str]:
    found = SHORTS[code].split("|") if code in SHORTS else [stem(name)]
    if code[2:] == "0000":
        found += PROVINCES[code[:2]].split("|")
    elif name.endswith("自治县") and code not in SHORTS and found[0]:
        found.insert(0, found[0] + "县")
    return [s for s in dict.fromkeys(found) if s and s != name]


def main() -> None:
    present, ever, changes = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:4])
    present = {("71" + c[2:] if c.startswith(TAIWAN) else c): n.split("(")[0] for c, n in present.items() if c != "500157"}
    present["710000"] = "台湾省"
    names = set(present.values())
    every_short = {s for c, n in present.items() for s in shorts(c, n)}

    def successors(code: str, seen: tuple[str, ...] = ()) -> list[str]:
        if code in present:
            return [code]
        return [s for c in changes.get(code) or () if c not in seen for s in successors(c, (*seen, code))]

    other = {c: [n for n in OTHER.get(c, "").split("|") if n] for c in present}
    past = {}
    for code, name in sorted(ever.items()):
        if code in present or len(name) < 3 or name in names or re.search("市辖|辖县|直辖|行政单位|工农区|^郊区|办事处|区划", name):
            continue
        after = list(dict.fromkeys(successors(code)))
        same = [c for c in after if stem(name) and stem(name) == stem(present[c])]
        if same:
            if name not in other[same[0]]:
                other[same[0]].append(name)
        elif after and name not in past.values():
            past[code] = name
            names.add(name)
    for code in sorted(present | past):
        if code in past:
            short = [s for s in [stem(past[code])] if s and s not in every_short and code in LATE]
            row = (code, past[code], "|".join(short), "", "|".join(dict.fromkeys(successors(code))))
        else:
            row = (code, present[code], "|".join(shorts(code, present[code])), "|".join(other[code]), "")
        print("\t".join(row).rstrip("\t"))


if __name__ == "__main__":
    main()
