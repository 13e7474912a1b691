"""The phrases of release notes, by language."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "first": "First release: {notes}, {cards}.",
    "one note": "1 note",
    "notes": "{count} notes",
    "one card": "1 card",
    "cards": "{count} cards",
    "nothing": "No note changed.",
    "added": "Added",
    "changed": "Changed",
    "moved": "Moved",
    "retired": "Retired",
    "into": "{title} (now in {deck})",
    "more": "{count} in {deck}",
    "install": "How to install",
    "open": (
        "Open `{package}` with Anki (*File → Import*), or tap it on a phone (AnkiDroid, "
        "AnkiMobile). Leave the options as they are."
    ),
    "later": (
        "Import later versions in the same way, over this one: your reviews stay."
    ),
    "update": "How to update",
    "import": (
        "Import `{package}`. Your reviews stay. Notes that changed here are updated, and "
        "with them your own edits and tags of just these notes; all other notes stay "
        "exactly as you have them."
    ),
    "move": (
        "Moved cards: Anki leaves the cards you have in their old deck. To move those "
        "that belong to {deck}, search in Browse for `nid:{ids}`, select all, and choose "
        "Cards → Change Deck…."
    ),
    "rename": (
        "Renamed deck: give `{old}` the name `{new}` in Anki (⚙ → Rename) *before* you "
        "import, and all your cards are where new ones will come."
    ),
    "study": "How to study",
    "retire": (
        "Retired notes: import `{package}` too if you want to be rid of them. It turns "
        "them into a short notice; then search in Browse for `tag:retired::{version}` "
        "and delete what is found."
    ),
    "notetype": (
        "This release changes the fields or templates of a note type. In the import "
        "dialog open *Updates* and tick *Merge note types*, and set *Update notes* and "
        "*Update note types* to *Always*. Without that, notes you already have are not "
        "updated, now or later."
    ),
    "reshaped": (
        "If you come from a version before {version}: in the import dialog open "
        "*Updates* and tick *Merge note types*, and set *Update notes* and *Update note "
        "types* to *Always*. Without that, notes you already have are not updated."
    ),
    "empty": (
        "Cards without a question: the author took a deletion, or the way back, out of "
        "these notes. In Anki, *Tools → Empty Cards* finds such cards and deletes them "
        "(AnkiDroid: *⋮ → Empty cards*): {titles}"
    ),
    "style": (
        "Looks: {names} comes with another style or other templates, and what you "
        "changed in these note types yourself is replaced. To keep your own look, give "
        "a copy of the note type another name before you import."
    ),
    "renamed": (
        "If you renamed or moved decks, Anki makes the old names again, empty: delete "
        "them. A note that you edited after this release was made keeps your text, and "
        "new cards of such a note may have nothing to ask until you set *Update notes* "
        "to *Always*."
    ),
    "restyled": (
        "The look of {count} notes was brought up to date; their text is the same, and "
        "your own edits of just these notes are replaced."
    ),
    "notice": "This note was retired in {version}: you can delete it.",
    "title": "{name} {version}",
}
_CHINESE = {
    "first": "首次发布：{notes}，{cards}。",
    "one note": "1 条笔记",
    "notes": "{count} 条笔记",
    "one card": "1 张卡片",
    "cards": "{count} 张卡片",
    "nothing": "没有笔记变化。",
    "added": "新增",
    "changed": "修改",
    "moved": "移动",
    "retired": "停用",
    "into": "{title}（现在在 {deck}）",
    "more": "{deck}：{count} 条",
    "install": "怎样安装",
    "open": (
        "用 Anki 打开 `{package}`（“文件 → 导入”），在手机上直接点开（AnkiDroid、AnkiMobile）。"
        "选项保持原样。"
    ),
    "later": "以后的版本照样导入，覆盖这一版：复习进度不变。",
    "update": "怎样更新",
    "import": (
        "导入 `{package}`。复习进度不变。这次改过的笔记会更新，你自己在这些笔记上的修改和标签"
        "会被替换；其余笔记原样不动。"
    ),
    "move": (
        "移动的卡片：Anki 会把已有的卡片留在原来的牌组。要移到 {deck}，请在浏览窗口搜索 "
        "`nid:{ids}`，全选，再用“卡片 → 更改所属牌组…”。"
    ),
    "rename": (
        "改名的牌组：导入*之前*在 Anki 里把 `{old}` 改名为 `{new}`（⚙ → 重命名），"
        "已有的卡片就和新卡片在一起。"
    ),
    "study": "怎样学习",
    "retire": (
        "停用的笔记：想清理就再导入 `{package}`，它把这些笔记换成一句提示；然后在浏览窗口搜索 "
        "`tag:retired::{version}`，把找到的删掉。"
    ),
    "notetype": (
        "这次改动了笔记模板的字段或卡片模板。导入时请展开“更新”，勾选“合并笔记模板”，并把“更新"
        "笔记”和“更新笔记模板”设为“始终”。否则已有的笔记现在和以后都不会更新。"
    ),
    "reshaped": (
        "如果你用的是 {version} 之前的版本：导入时请展开“更新”，勾选“合并笔记模板”，并把“更新"
        "笔记”和“更新笔记模板”设为“始终”，否则已有的笔记不会更新。"
    ),
    "empty": (
        "没有问题的卡片：作者从这些笔记里去掉了某个挖空或反向卡片。在 Anki 里用“工具 → 空白"
        "卡片”找到并删除（AnkiDroid：“⋮ → 空白卡片”）：{titles}"
    ),
    "style": (
        "外观：{names} 换了样式或模板，你自己对这些笔记模板的改动会被替换。想保留自己的外观，"
        "导入前先把笔记模板复制一份并改名。"
    ),
    "renamed": (
        "如果你改过牌组的名字或移动过牌组，Anki 会按原名再建一个空牌组，删掉即可。发布之后你自己"
        "改过的笔记保留你的文字，这样的笔记新增的卡片可能没有问题可显示，把“更新笔记”设为“始终”"
        "就好。"
    ),
    "restyled": (
        "有 {count} 条笔记的外观更新了，文字没有变；你自己在这些笔记上的修改会被替换。"
    ),
    "notice": "这条笔记已在 {version} 停用，可以删除。",
    "title": "{name} {version}",
}


def words(language: str) -> Mapping[str, str]:
    """Return the phrases of release notes in the deck's language, or in English."""
    return _CHINESE if language.startswith("zh") else _ENGLISH
