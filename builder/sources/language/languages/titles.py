"""What stands in the titles of documents in further languages: a row for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentTitles:
    """Stems of words in the titles of documents; they stand beside each other with ``|``.

    ``promises`` stand above questions, ``denials`` above something else.
    """

    name: str
    promises: str
    denials: str = ""


DOCUMENT_TITLES = (
    DocumentTitles(
        "German",
        "fragen|aufgaben|prüfung|klausur|übungsblatt|karteikarten",
        "protokoll|anleitung|aufsatz|versionshinweise",
    ),
    DocumentTitles(
        "French", "exercices|examen|interrogations", "compte rendu|tutoriel|essai\\b"
    ),
    DocumentTitles(
        "Spanish", "preguntas?|cuestionario|ejercicios|tarjetas", "\\bacta\\b|ensayo"
    ),
    DocumentTitles("Italian", "domande|esercizi|esame|verifica", "verbale|saggio"),
    DocumentTitles(
        "Portuguese", "perguntas?|questões|exercícios|\\bprova\\b", "\\bata\\b|ensaio"
    ),
    DocumentTitles(
        "Russian",
        "вопрос|задани|экзамен|билет|\\bтест|викторин|опросник|собеседован|задач",
        "протокол|руководство|новости|очерк|эссе|список изменений",
    ),
    DocumentTitles("Ukrainian", "питання|завдання|іспит"),
    DocumentTitles(
        "Polish", "pytania|egzamin|zadania|sprawdzian|fiszki", "protokół|poradnik"
    ),
    DocumentTitles("Dutch", "vragen|toets|oefeningen", "notulen|handleiding"),
    DocumentTitles("Swedish", "frågor|övningar|tentamen"),
    DocumentTitles(
        "Danish and Norwegian",
        "spørgsmål|spørsmål|opgaver|oppgaver|prøve|eksamen",
        "referat",
    ),
    DocumentTitles("Finnish", "kysymy|tehtäv|kokeen", "pöytäkirja"),
    DocumentTitles(
        "Czech and Slovak", "otázky|otázka|úlohy|cvičení|skúšk|zkoušk", "zápis z"
    ),
    DocumentTitles("Hungarian", "kérdés|feladat|kártyák|vizsga|kvíz", "jegyzőkönyv"),
    DocumentTitles("Romanian", "întrebări|exerciții", "proces-verbal"),
    DocumentTitles("Bulgarian and Serbian", "въпрос|pitanja|zadaci"),
    DocumentTitles("Turkish", "soru|sınav|alıştırma", "tutanak"),
    DocumentTitles("Greek", "ερωτήσ|ερώτησ|ασκήσεις|κουίζ|εξετάσεις", "πρακτικά"),
    DocumentTitles("Arabic", "أسئلة|سؤال|اختبار|امتحان", "محضر"),
    DocumentTitles("Persian and Urdu", "پرسش|سوال|آزمون", "صورتجلسه"),
    DocumentTitles("Hebrew", "שאלות|שאלון|מבחן", "פרוטוקול"),
    DocumentTitles("Hindi", "प्रश्न|सवाल|परीक्षा"),
    DocumentTitles("Vietnamese", "câu hỏi|trắc nghiệm|bài tập|đề thi", "biên bản"),
    DocumentTitles("Indonesian", "pertanyaan|soal|latihan|ujian|kuis"),
    DocumentTitles(
        "Japanese",
        "質問|クイズ|一問一答|試験|単語帳",
        "議事録|チュートリアル|エッセイ|リリースノート",
    ),
    DocumentTitles("Korean", "질문|문제|퀴즈|시험|면접", "회의록"),
    DocumentTitles("Thai", "คำถาม|ข้อสอบ|แบบทดสอบ"),
)
