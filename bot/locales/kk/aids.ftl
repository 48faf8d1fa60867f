button-templates = Үлгілер
button-template-add = { $several ->
        [1] Қосу: { $desk }
       *[0] Қосу
    }
button-template-rewrite = Мәтінін өзгерту
button-template-rename = Атауын өзгерту
button-template-remove = Алып тастау
templates-all = <b>Жауап үлгілері</b>
    { $count ->
        [0] Әзірге жоқ. Жиі жазатын мәтініңізді қосыңыз.
       *[other] Оларды қызметтегі барлық әріптес жауап жазғанда көреді.
    }
template-title = <b>Үлгінің атауы қандай?</b>
    Қысқа жазыңыз, ол түймеде тұрады. Мысалы: Құжаттарды сұрау.
template-body = <b>{ $title }</b>
    Мәтінді бір хабарламамен жіберіңіз. Фигуралы жақшадағы сөздердің орнына бот әр сұрақтың өз дерегін қояды: { $places }.
template-one = <b>{ $title }</b>
    <blockquote>{ $body }</blockquote>
template-rewrite = <b>{ $title }</b>
    Жаңа мәтінді бір хабарламамен жіберіңіз, ол бұрынғысын ауыстырады. Орындар: { $places }.
    <blockquote>{ $body }</blockquote>
template-rename = <b>{ $title }</b>
    Жаңа атауын жіберіңіз.
template-remove = «{ $title }» үлгісін алып тастаймыз ба? Ол тұрған жауаптарда ештеңе өзгермейді.
template-unknown-place = { $place } орнына қоятын ештеңе жоқ. Болатыны: { $places }. Түзетіп, қайта жіберіңіз.
template-gone = Бұл үлгі жаңа ғана алып тасталды. Басқасын таңдаңыз.
template-day = { DATE($day) }
template-colleague = әріптес
template-your-organisation = сіздің ұйымыңыз
writing-templates = <b>Үлгілер</b> · { $number }
    Мәтін жобаға қойылады, оны толықтыруға болады. Кәсіподақ мүшесі әзірге ештеңе көрмейді.

button-note = Әріптестерге жазба
note-text = <b>Әріптестерге жазба · { $number }</b>
    Бір хабарламамен жазыңыз. Оны қызметтегі әріптестер көреді, кәсіподақ мүшесі көрмейді.
note-kept = { $number } бойынша жазып қойдым. Тек қызметтегі әріптестер көреді.
card-note = <b>Жазба ({ $who }):</b> { $text }
talk-note = <b>Әріптестерге жазба</b>, { MOMENT($at) }
    { $text }
notice-colleague-noted = { $who } { $number } бойынша сізге жазба қалдырды. Ол карточкада тұр.

button-similar = Ұқсас жауаптар
button-take-as-base = Негізге алу
button-next-similar = Келесі
similar-none = Ұқсас жауап әзірге жоқ. Қызмет мұндай сұраққа жауап бергенде, ол осында табылады.
similar-gone = Бұл жауап енді жоқ. Карточкадағы «Ұқсас жауаптар» түймесін қайта басыңыз.
similar-one = <b>Ұқсас жауап: { $place }, барлығы { $count }</b> · { $number }
    { DATE($at) } · { $topic }
    <blockquote>{ $question }</blockquote>

    { $answer }
