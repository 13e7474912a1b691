"""What stands around options and answers of a quiz, language by language: a row for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuizWords:
    """Words of quizzes; they stand beside each other with ``|``.

    ``right`` stand before the right option or its letter (``Richtige Antwort: a``),
    ``keys`` above the answers of a whole quiz (``Lösungen``), ``options`` above what
    there is to choose from (``Choices:``).
    """

    name: str
    right: str = ""
    keys: str = ""
    options: str = ""


QUIZ_WORDS = (
    QuizWords(
        "English",
        options="options|choices|answer choices|answer options|possible answers|"
        "select one|select one or more|choose one",
    ),
    QuizWords(
        "Chinese",
        options="选项|答案选项|备选答案|备选项",
    ),
    QuizWords(
        "Japanese",
        right="正解|答え|こたえ|正答|正しい答え",
        keys="解答一覧|解答編|正解一覧|解答|答え|正解|模範解答",
        options="選択肢|解答群",
    ),
    QuizWords(
        "Korean",
        right="정답|해답",
        keys="정답|정답표|해답|답안|답",
        options="선택지|보기",
    ),
    QuizWords(
        "German",
        right="richtige antwort|richtige antworten|richtig|korrekt|korrekte antwort|"
        "korrekte antworten|lösung|richtige lösung",
        keys="lösungen|lösung|antworten|lösungsschlüssel|antwortschlüssel|auflösung|"
        "richtige antworten",
        options="antwortmöglichkeiten|optionen|auswahlmöglichkeiten|antwortoptionen",
    ),
    QuizWords(
        "Spanish",
        right="respuesta correcta|respuestas correctas|la respuesta correcta|"
        "opción correcta|solución|solucion|correcta",
        keys="soluciones|solución|respuestas|respuestas correctas|"
        "clave de respuestas|solucionario|clave",
        options="opciones|alternativas",
    ),
    QuizWords(
        "French",
        right="bonne réponse|bonnes réponses|la bonne réponse|réponse correcte|"
        "réponses correctes|réponse exacte|corrigé",
        keys="réponses|corrigé|corrigés|réponses correctes|correction|corrections",
        options="choix|propositions|choix possibles",
    ),
    QuizWords(
        "Italian",
        right="risposta corretta|risposte corrette|risposta esatta|risposte esatte|"
        "risposta giusta|risposte giuste|la risposta corretta|soluzione|corretta",
        keys="soluzioni|soluzione|risposte|risposte corrette|risposte esatte",
        options="opzioni|scelte",
    ),
    QuizWords(
        "Portuguese",
        right="resposta correta|respostas corretas|resposta certa|resposta correcta|"
        "alternativa correta|alternativa certa|opção correta|gabarito|solução",
        keys="gabarito|respostas|soluções|respostas corretas|gabaritos",
        options="opções",
    ),
    QuizWords(
        "Russian",
        right="правильный ответ|правильные ответы|верный ответ|верные ответы|"
        "правильный вариант|правильно|верно|ключ",
        keys="ответы|правильные ответы|ключ|ключи|ключ к тесту|ответы к тесту|решения",
        options="варианты ответа|варианты ответов|варианты",
    ),
    QuizWords(
        "Dutch",
        right="juiste antwoord|het juiste antwoord|juist antwoord|juiste antwoorden|"
        "correct antwoord|correcte antwoord|goede antwoord|oplossing",
        keys="antwoorden|oplossingen|oplossing|antwoordsleutel|juiste antwoorden",
        options="opties|keuzes|antwoordopties",
    ),
    QuizWords(
        "Polish",
        right="prawidłowa odpowiedź|poprawna odpowiedź|poprawne odpowiedzi|"
        "prawidłowe odpowiedzi|odp",
        keys="odpowiedzi|klucz|klucz odpowiedzi|rozwiązania|prawidłowe odpowiedzi|"
        "poprawne odpowiedzi",
        options="opcje|warianty|możliwe odpowiedzi",
    ),
    QuizWords(
        "Swedish",
        right="rätt svar|rätt alternativ|facit",
        keys="facit|svar|lösningar|rätta svar",
        options="alternativ|svarsalternativ",
    ),
    QuizWords(
        "Turkish",
        right="doğru cevap|doğru yanıt|cevap|yanıt",
        keys="cevaplar|cevap anahtarı|yanıtlar|yanıt anahtarı|çözümler",
        options="seçenekler|şıklar",
    ),
    QuizWords(
        "Danish",
        right="rigtigt svar|korrekt svar|rigtige svar|det rigtige svar",
        keys="facitliste|løsninger",
        options="svarmuligheder",
    ),
    QuizWords(
        "Finnish",
        right="oikea vastaus|oikeat vastaukset|vastaus",
        keys="vastaukset|oikeat vastaukset|ratkaisut",
        options="vaihtoehdot",
    ),
    QuizWords(
        "Czech",
        right="správná odpověď|správné odpovědi|odpověď",
        keys="odpovědi|správné odpovědi|řešení|klíč",
        options="možnosti",
    ),
    QuizWords(
        "Hungarian",
        right="helyes válasz|helyes válaszok|válasz|megoldás",
        keys="megoldások|megoldás|válaszok|megoldókulcs",
        options="lehetőségek|válaszlehetőségek",
    ),
    QuizWords(
        "Romanian",
        right="răspuns corect|răspunsul corect|răspunsuri corecte|răspuns",
        keys="răspunsuri|răspunsuri corecte|soluții|barem",
        options="variante|opțiuni|variante de răspuns",
    ),
    QuizWords(
        "Greek",
        right="σωστή απάντηση|σωστές απαντήσεις|απάντηση",
        keys="απαντήσεις|σωστές απαντήσεις|λύσεις",
        options="επιλογές",
    ),
    QuizWords(
        "Arabic",
        right="الإجابة الصحيحة|الاجابة الصحيحة|الجواب الصحيح|الإجابة|الاجابة|الجواب",
        keys="الإجابات|الاجابات|الأجوبة|الحلول|مفتاح الإجابات|مفتاح الإجابة|"
        "الإجابات الصحيحة",
        options="الخيارات|خيارات",
    ),
    QuizWords(
        "Hindi",
        right="सही उत्तर|सही जवाब|सही विकल्प|उत्तर",
        keys="उत्तर कुंजी|उत्तरमाला|उत्तर|सही उत्तर",
        options="विकल्प",
    ),
    QuizWords(
        "Vietnamese",
        right="đáp án đúng|câu trả lời đúng|đáp án|trả lời",
        keys="bảng đáp án|đáp án|trả lời",
        options="lựa chọn|các lựa chọn|phương án",
    ),
    QuizWords(
        "Indonesian",
        right="jawaban yang benar|jawaban benar|kunci jawaban|jawaban|kunci",
        keys="kunci jawaban|jawaban|kunci",
        options="pilihan|pilihan jawaban",
    ),
    QuizWords(
        "Ukrainian",
        right="правильна відповідь|правильні відповіді|відповідь",
        keys="відповіді|правильні відповіді|ключі",
        options="варіанти відповідей|варіанти",
    ),
    QuizWords(
        "Norwegian",
        right="riktig svar|rett svar|fasit",
        keys="fasit|løsningsforslag",
    ),
    QuizWords(
        "Slovak",
        right="správna odpoveď|správne odpovede|odpoveď",
        keys="odpovede|správne odpovede|riešenia",
    ),
    QuizWords(
        "Hebrew",
        right="תשובה נכונה|התשובה הנכונה|תשובה",
        keys="תשובות|פתרונות|מפתח תשובות",
        options="אפשרויות",
    ),
    QuizWords(
        "Persian",
        right="پاسخ صحیح|پاسخ درست|گزینه صحیح|گزینه درست|گزینه ی صحیح|جواب درست|"
        "جواب صحیح|پاسخ|جواب",
        keys="پاسخ‌ها|پاسخ ها|پاسخنامه|پاسخ‌نامه|کلید|کلید سوالات|جواب‌ها",
        options="گزینه‌ها|گزینه ها",
    ),
    QuizWords(
        "Bengali",
        right="সঠিক উত্তর|উত্তর",
        keys="উত্তরমালা|উত্তর",
        options="বিকল্প",
    ),
    QuizWords(
        "Thai",
        right="คำตอบที่ถูกต้อง|คำตอบ|เฉลย|ตอบ",
        keys="เฉลย|คำตอบ",
        options="ตัวเลือก",
    ),
    QuizWords(
        "Bulgarian",
        right="верен отговор|правилен отговор|вярен отговор",
        keys="отговори|верни отговори|ключ с отговори",
        options="възможни отговори",
    ),
    QuizWords(
        "Serbian",
        right="тачан одговор|tačan odgovor|točan odgovor|odgovor",
        keys="одговори|odgovori|rešenja|rješenja",
        options="понуђени одговори|ponuđeni odgovori",
    ),
    QuizWords(
        "Catalan",
        right="resposta correcta",
        keys="respostes|solucions",
        options="opcions",
    ),
)
