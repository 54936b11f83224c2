"""Posts: 副市长, 党委书记、董事长, 公共事务总监."""
from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import rows

RANK = "原|前|时任|现任|新任|候任|代理|代|常务副|第一副|执行副|高级副|副|名誉|首任|历任|兼职|首席|高级|资深|特约|助理|总"
FIELD = "[一-鿿]{2,6}(?:部|处|科|室|办|中心|事务|事业|运营|业务|技术|财务|市场|销售|营销|研发|生产|项目|品牌|战略|投资|人力资源|行政|安全)"


@lru_cache(maxsize=1)
def officials() -> frozenset[str]:
    """Posts that make their holder an official, whatever the body."""
    return frozenset(w for kind, words in rows("posts") if kind == "official" for w in words.split())


@lru_cache(maxsize=1)
def base() -> str:
    """The plain posts as a regular expression, longest first."""
    words = {w for _, ws in rows("posts") for w in ws.split()}
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@lru_cache(maxsize=1)
def pattern() -> re.Pattern:
    """A post with its ranks; 市委书记 and the like are the body's name and 书记."""
    return re.compile(rf"(?:{RANK})*(?:{base()})")


def is_official(post: str) -> bool:
    """Whether the post by itself says that its holder is an official."""
    return any(post.endswith(o) for o in officials())
