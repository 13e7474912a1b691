"""What stands in the titles of documents in further languages: a row for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Titles:
    """Stems of words in the titles of documents; they stand beside each other with ``|``.

    ``promises`` stand above questions, ``denials`` above something else.
    """

    name: str
    promises: str
    denials: str = ""


TITLES = (
    Titles(
        "German",
        "fragen|aufgaben|prüfung|klausur|übungsblatt|karteikarten",
        "protokoll|anleitung|aufsatz|versionshinweise",
    ),
    Titles(
        "French", "exercices|examen|interrogations", "compte rendu|tutoriel|essai\\b"
    ),
    Titles(
        "Spanish", "preguntas?|cuestionario|ejercicios|tarjetas", "\\bacta\\b|ensayo"
    ),
    Titles("Italian", "domande|esercizi|esame|verifica", "verbale|saggio"),
    Titles(
        "Portuguese", "perguntas?|questões|exercícios|\\bprova\\b", "\\bata\\b|ensaio"
    ),
    Titles(
        "Russian",
        "вопрос|задани|экзамен|билет|\\bтест|викторин|опросник|собеседован|задач",
        "протокол|руководство|новости|очерк|эссе|список изменений",
    ),
    Titles("Ukrainian", "питання|завдання|іспит"),
    Titles("Polish", "pytania|egzamin|zadania|sprawdzian|fiszki", "protokół|poradnik"),
    Titles("Dutch", "vragen|toets|oefeningen", "notulen|handleiding"),
    Titles("Swedish", "frågor|övningar|tentamen"),
    Titles(
        "Danish and Norwegian",
        "spørgsmål|spørsmål|opgaver|oppgaver|prøve|eksamen",
        "referat",
    ),
    Titles("Finnish", "kysymy|tehtäv|kokeen", "pöytäkirja"),
    Titles("Czech and Slovak", "otázky|otázka|úlohy|cvičení|skúšk|zkoušk", "zápis z"),
    Titles("Hungarian", "kérdés|feladat|kártyák|vizsga|kvíz", "jegyzőkönyv"),
    Titles("Romanian", "întrebări|exerciții", "proces-verbal"),
    Titles("Bulgarian and Serbian", "въпрос|pitanja|zadaci"),
    Titles("Turkish", "soru|sınav|alıştırma", "tutanak"),
    Titles("Greek", "ερωτήσ|ερώτησ|ασκήσεις|κουίζ|εξετάσεις", "πρακτικά"),
    Titles("Arabic", "أسئلة|سؤال|اختبار|امتحان", "محضر"),
    Titles("Persian and Urdu", "پرسش|سوال|آزمون", "صورتجلسه"),
    Titles("Hebrew", "שאלות|שאלון|מבחן", "פרוטוקול"),
    Titles("Hindi", "प्रश्न|सवाल|परीक्षा"),
    Titles("Vietnamese", "câu hỏi|trắc nghiệm|bài tập|đề thi", "biên bản"),
    Titles("Indonesian", "pertanyaan|soal|latihan|ujian|kuis"),
    Titles(
        "Japanese",
        "質問|クイズ|一問一答|試験|単語帳",
        "議事録|チュートリアル|エッセイ|リリースノート",
    ),
    Titles("Korean", "질문|문제|퀴즈|시험|면접", "회의록"),
    Titles("Thai", "คำถาม|ข้อสอบ|แบบทดสอบ"),
)
