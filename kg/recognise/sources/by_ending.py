"""Whatever ends as names of a class end (…局, …公司, …论坛, …条例, …村), from every place where it may begin."""
from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from kg import names
from kg.lexicon import rows, words
from kg.recognise.sources.segmenter import cut
from kg.records import CleanText, Mention

INSIDE = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”·（）()〔〕、—\-+《》\U00020000-\U0003ffff]+")
LONGEST = {"Organisation": 26, "Policy": 60, "Event": 40, "Place": 16}
STARTS = {"Organisation": 9, "Policy": 16, "Event": 12, "Place": 6}      # how many beginnings are proposed for one end
COUNTED = re.compile("[0-9两二三四五六七八九十几多][个大]?[省市县区州镇乡村国地]$")      # 鞍山3市: how many, no name
NO_MARKS = str.maketrans("", "", "“”《》")
STOPS = frozenset("的了着是把被将就也都还又很不没其该各每这那")
# endings that are too weak for a grammar of names, but not for the decision
MORE = (
    ("行动 工程 计划 机制 制度 模式 改革 战略 活动 试点 专项整治 攻坚战 倡议 服务 工作法 监管 平台 专项 体系 巡视 班列 贴息 教育 补贴 基金 码 大厅 一体化", "Policy", "Programme"),
    ("方案 规划 办法 报告 议案 草案 决定 法 条例 公报 声明 白皮书 纲要 目录 名单 清单 建议 批复 请示 通知 意见 公告 章程 宣言 协议 协定 备忘录 预案 标准", "Policy", "PolicyDocument"),
    ("政策 措施 条 举措 新政", "Policy", "MeasurePackage"),
    ("集体学习 讲座 研讨班 开班式 学习班 见面会 小组讨论 代表团审议 对话 大选 选举 公投 会谈 会见 会晤 集体会 例会 两会 峰会 年会 全会 大会 党代会 议会 通电话 通话 座谈 茶话会 招待会 晚宴 宣誓 阅兵", "Event", "Meeting"),
    ("决赛 总决赛 复赛 比赛 大赛 锦标赛 联赛 杯赛 公开赛 世界杯 奥运会 冬奥会 残奥会 亚运会 运动会 全运会 马拉松 地震 台风 洪灾 爆炸 事故 骚乱 集会 演练 演习 军演 仪式 首发 开工 周年 纪念日 宣传日 宣传月 宣传周 文化节 艺术节 电影节 "
     "博览会 进博会 服贸会 广交会 交易会 展会 展览 论坛 音乐会 演出 晚会 庆典 揭牌 签约 招聘 推介 日 月 周 节 巡展 行动 活动 事件 案", "Event", "OtherEvent"),
    ("军 舰队 部队 特种部队 武装 机关 代表团 主席团 医疗队 救援队 工作队 专家组 课题组 指导组 督导组 巡视组 考察团 国家队 队 党 联盟 组织 协会 学会 基金会 俱乐部 剧团 文工团 出版社 网 报 电视台 频道 论坛", "Organisation", "OtherOrganisation"),
    ("总统府 白宫 国会 议会 参议院 众议院 内阁 外交部 国防部 财政部 卫生部 央行 法院 警方 政府 当局 军方", "Organisation", "GovernmentBody"),
    ("空间站 核设施 变电站 基地 大会堂 阁 宫 寺 塔 故居 旧址 纪念馆 博物馆 体育馆 体育场 大厦 广场 中心 客运站 东站 西站 南站 北站 油田 煤矿 电站 水库 高速铁路 高铁 铁路 大桥 隧道 航线 边境 地区 流域 平原 盆地 高原 半岛 "
     "群岛 海峡 海域 林区 景区 小区 社区 街道 村 屯 寨 组 校区 厂区 园区 示范区 试验区 保护区", "Place", "OtherPlace"),
)


@lru_cache(maxsize=1)
def endings() -> tuple[re.Pattern, dict[str, tuple[tuple[str, str], ...]]]:
    """(pattern of all endings, ending → (class, leaf) of each class that it closes)."""
    found: dict[str, list[tuple[str, str]]] = {}

    def add(word: str, cls: str, leaf: str) -> None:
        if not any(c == cls for c, _ in found.setdefault(word, [])):
            found[word].append((cls, leaf))

    for ending, leaf in names.endings().items():
        add(ending, "Organisation", leaf)
    for ending, (leaf, _) in names.local_bodies().items():
        add(ending, "Organisation", leaf)
    for ending in (*names.GOVERNMENT, "厅", "局", "委", "委员会", "部", "署", "院", "办", "处", "司", "科", "庭", "队", "会", "组", "站", "所", "社", "室", "中心", "学院", "大学", "医院", "公司", "集团", "银行", "党"):
        add(ending, "Organisation", "OtherOrganisation" if len(ending) < 2 and ending not in ("厅", "局", "委", "部", "署", "院", "办", "司") else names.endings().get(ending, "GovernmentBody"))
    for word in words("meeting_endings"):
        add(word, "Event", "Meeting")
    for word in words("activity_endings"):
        add(word, "Event", "OtherEvent")
    for line in words("policy_endings"):
        add(line, "Policy", "PolicyDocument")
    for line in words("programme_heads"):
        add(line, "Policy", "Programme")
    for name, cls, leaf in MORE:
        for word in name.split():
            add(word, cls, leaf)
    for ending, kind in rows("place_endings"):
        add(ending, "Place", "AdministrativeArea" if kind == "township" else "OtherPlace")
    longest = sorted(found, key=lambda e: (-len(e), e))
    return re.compile("|".join(map(re.escape, longest))), {e: tuple(c) for e, c in found.items()}


def find(text: str, clean: CleanText) -> list[Mention]:
    """Candidates of four classes: for each ending the stretches that begin at a word to its left."""
    pattern, kinds = endings()
    pieces = [word for word, _ in cut(text)]
    bounds = [0, *accumulate(map(len, pieces))]
    index = {b: i for i, b in enumerate(bounds)}
    inside = [INSIDE.fullmatch(piece) is not None for piece in pieces]
    found = []
    for m in pattern.finditer(text):
        end = m.end()
        if end not in index and text[end:end + 1] not in "长" and not ("\u4e00" > text[end:end + 1] or text[end:end + 1] > "\u9fff"):
            continue
        for cls, leaf in kinds[m.group()]:
            i = index.get(m.start())
            if i is None:      # the ending is part of a longer word: 博览|会
                near = [index[b] for b in range(max(0, m.start() - 6), m.start()) if b in index]
                if not near:
                    continue
                i = near[-1] + 1
            number = 0
            for k in range(i - 1, -1, -1):
                start, piece = bounds[k], pieces[k]
                if end - start > LONGEST[cls] or not inside[k] or piece in STOPS and cls != "Policy":
                    break
                if piece in "、）)”》" or cls == "Place" and COUNTED.search(text[start:end]):
                    continue
                surface = text[start:end]
                found.append(Mention(start, end, surface, leaf, surface.translate(NO_MARKS) if cls in ("Policy", "Event") else surface, source="ending"))
                number += 1
                if number >= STARTS[cls]:
                    break
    return found
