"""What a note says aloud: `speak`, a language for its main text or for each text.

https://docs.ankiweb.net/templates/fields.html#text-to-speech
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from builder.base.code import Code
from builder.base.diagnostic import did_you_mean
from builder.base.phrases import first_line
from builder.cards.getters import TreeReader
from builder.cards.yamltree import Table, Text

MAIN = ""
"""The key of the text that a note is known by, whatever it is called."""

Speech: TypeAlias = Mapping[str, Text]
"""From a text's key to the language that it is spoken in."""

Voices: TypeAlias = Mapping[str, Sequence[str]]
"""From a language to the voices for it, the first that a device has counts."""

SILENT = "none"
"""What a note says that must not speak in a file that does."""

_VOICE = re.compile(r"[^\s,\[\]]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
# What the voices of Windows, macOS, Android and the large services speak.
SPOKEN_LANGUAGES = frozenset(
    """
    af_ZA am_ET ar_AE ar_BH ar_DZ ar_EG ar_IQ ar_JO ar_KW ar_LB ar_LY ar_MA ar_OM ar_QA
    ar_SA ar_SY ar_TN ar_YE as_IN az_AZ be_BY bg_BG bn_BD bn_IN bs_BA ca_ES cs_CZ cy_GB
    da_DK de_AT de_CH de_DE el_GR en_AU en_CA en_GB en_HK en_IE en_IN en_KE en_NG en_NZ
    en_PH en_SG en_TZ en_US en_ZA es_AR es_BO es_CL es_CO es_CR es_CU es_DO es_EC es_ES
    es_GQ es_GT es_HN es_MX es_NI es_PA es_PE es_PR es_PY es_SV es_US es_UY es_VE et_EE
    eu_ES fa_IR fi_FI fil_PH fr_BE fr_CA fr_CH fr_FR ga_IE gl_ES gu_IN he_IL hi_IN hr_HR
    hu_HU hy_AM id_ID is_IS it_CH it_IT ja_JP jv_ID ka_GE kk_KZ km_KH kn_IN ko_KR lo_LA
    lt_LT lv_LV mk_MK ml_IN mn_MN mr_IN ms_MY mt_MT my_MM nb_NO ne_NP nl_BE nl_NL nn_NO
    no_NO or_IN pa_IN pl_PL ps_AF pt_BR pt_PT ro_RO ru_RU si_LK sk_SK sl_SI so_SO sq_AL
    sr_RS su_ID sv_SE sw_KE sw_TZ ta_IN ta_LK ta_MY ta_SG te_IN th_TH tr_TR uk_UA ur_IN
    ur_PK uz_UZ vi_VN yue_CN zh_CN zh_HK zh_TW zu_ZA
    """.split()  # noqa: SIM905 -- a list of words
)
"""The languages of voices, as Anki writes them."""


def read_speech(reader: TreeReader, table: Table) -> Speech | None:
    """Return what `speak` says of a note or of a file; nothing when it is not there."""
    node = table.values.get("speak")
    if node is None:
        return None
    if not isinstance(node, Table):
        text = reader.text(table, "speak")
        if text is None or text.value == SILENT:
            return {}
        return {MAIN: text} if _is_language(reader, text) else {}
    texts = ((key, reader.text(node, key)) for key in node.values)
    return {
        key: text
        for key, text in texts
        if text is not None and _is_language(reader, text)
    }


def said(speech: Speech, keys: Collection[str]) -> Speech:
    """Return the speech of a note that has texts of these keys, the main one first."""
    main = next(iter(keys), MAIN)
    named = {key or main: text for key, text in speech.items()}
    return {key: text for key, text in named.items() if key in keys}


def check_keys(reader: TreeReader, speech: Speech, keys: Collection[str]) -> None:
    """Report texts that are to be spoken, and that the note does not have."""
    for key, text in speech.items():
        if key and key not in keys:
            message = (
                f"`speak` names `{first_line(key)}`, which the note does not have"
                f"{did_you_mean(key, keys)}"
            )
            reader.report(text.location, Code.SPEAK, message)


def read_voices(reader: TreeReader, tree: Table) -> Voices:
    """Return the voices that deck.yaml names for languages."""
    node = tree.values.get("voices")
    if node is None:
        return {}
    if not isinstance(node, Table):
        reader.wrong_type(node, "`voices`", "a mapping such as `es_ES: Apple_Monica`")
        return {}
    voices = {}
    for language, key in node.keys.items():
        if _is_language(reader, key):
            names = reader.texts(node, language, or_one=True)
            for name in names:
                if not _VOICE.fullmatch(name.value):
                    message = (
                        f"`{first_line(name.value)}` is no voice: write it as Anki does, "
                        "such as `Apple_Monica`"
                    )
                    reader.report(name.location, Code.SPEAK, message)
            voices[language] = tuple(name.value for name in names)
    return voices


def _is_language(reader: TreeReader, text: Text) -> bool:
    if _LANGUAGE.fullmatch(text.value):
        if text.value not in SPOKEN_LANGUAGES:
            message = (
                f"no voice that we know of speaks `{text.value}`"
                f"{did_you_mean(text.value, SPOKEN_LANGUAGES)}"
            )
            reader.warn(text.location, Code.SPEAK, message)
        return True
    wanted = _near(text.value)
    message = (
        f"`{first_line(text.value)}` is no language of Anki's voices: write `{wanted}`"
    )
    reader.report(text.location, Code.SPEAK, message)
    return False


def _near(written: str) -> str:
    """Return the language that was likely meant, or an example."""
    language, _, country = re.sub(r"[-\s]", "_", written).partition("_")
    whole = f"{language.lower()}_{country.upper()}"
    if whole in SPOKEN_LANGUAGES:
        return whole
    homes = {"en_US", f"{language.lower()}_{language.upper()}"}
    same = [one for one in SPOKEN_LANGUAGES if one.startswith(f"{language.lower()}_")]
    return min(same, key=lambda one: (one not in homes, one), default="es_ES")
