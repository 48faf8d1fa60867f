case-nothing-written = Әзірге жіберетін ештеңе жоқ. Кемінде бір жол жазыңыз.
case-usage = Нөмірді командадан кейін жазыңыз, мысалы: /case ВЮ-2026-000001 немесе /case МП-2026-000001
case-line = { $number } · { $status }
cases-all = <b>Менің өтініштерім</b>
    { $count ->
        [0] Әзірге жоқ. Төмендегі мәзірден бастаңыз.
       *[other] Не болып жатқанын көру үшін өтінішті басыңыз.
    }
case-one = <b>{ $number }</b> · { $status }
    <blockquote>{ $question }</blockquote>
    { $files }
    { $promise }

    { $tail }
case-promise = Жауап { UNTIL($promised) } беріледі.
case-withdraw = { $number } өтінішін қайтарып аласыз ба? { $Worker } енді онымен жұмыс істемейді. Нөмір мен хат алмасу осында қалады.
status-draft = жоба
status-queued = кезекте
status-taken = { $worker_of }
status-waiting = { $worker } жауабыңызды күтуде
status-answered = жауап бар
status-closed = жабылды
status-withdrawn = қайтарып алынды
button-write-more = Толықтыру
button-withdraw = Қайтарып алу
button-conversation = Хат алмасу
button-reply = Жауап беру
button-show-files = Файлдарды көру
button-write-anew = Қайта жазу

writing-text = { $purpose ->
        [answer] <b>{ $number } бойынша жауап.</b>
    Бір немесе бірнеше хабарламамен жазыңыз, файл қосуға болады. Жібергенше оны ешкім көрмейді.
        [clarify] <b>{ $number } бойынша нені нақтылау керек?</b>
    Сұрақ кәсіподақ мүшесіне жіберіледі, осы уақытта жауап мерзімі тоқтап тұрады.
        [supply] <b>{ $number } өтінішіне жазыңыз немесе құжат қосыңыз.</b>
    Фотосурет, PDF немесе Word құжаты; сөзбен жазуға да болады.
       *[reply] <b>{ $number } бойынша жазыңыз.</b>
    Мәтінмен, дауыспен, фотосурет және құжат қосып жіберуге болады.
    }
writing-summary = <b>Жіберер алдында тексеріңіз</b> · { $number }
    { $length ->
        [0] { NOTHING() }
       *[other] <blockquote>{ $preview }</blockquote>
    }
    { $count ->
        [0] { NOTHING() }
       *[other] { $count } файл алынды: { $files }.
    }
    { $purpose ->
        [reply] Тағы жазуға немесе жіберуге болады.
        [supply] Тағы жазуға немесе жіберуге болады.
       *[other] Таңба саны: { $length }. Тағы жазуға немесе жіберуге болады.
    }
writing-kept = Жаптым. Жазғаныңыз сақталды: жалғастыру үшін өтінішті ашыңыз.
sent-answer = Жауап жіберілді. Уақытыңыз болғанда қорытындысын белгілеңіз.
sent-clarify = Сұрақ жіберілді. Жауап келгенде осында жазамын.

stray-choose = <b>Мұны қайда қосу керек?</b> { $count ->
        [0] { NOTHING() }
       *[other] { $count } хабарлама.
    }
    <blockquote>{ $preview }</blockquote>
    Ештеңе жоғалмайды: өтінішті таңдаңыз немесе жаңа сұрақ қойыңыз.
stray-dropped = Жарайды, ешқайда жіберілмеді. Мәзір төменде.
stray-to = { $number } өтінішіне қосу
stray-lawyer = Сұраққа жауап беру үшін карточкасындағы «Жауап беру» түймесін басыңыз: 🗂 Менің сұрақтарым. Карточканың өзіне хабарламамен жауап беруге де болады.
late-items = { $sent ->
        [0] Файлдарды жобаға қостым. Барлығы: { $count }.
       *[other] Файлдарды { $number } өтінішіне қостым. Барлығы: { $count }.
    }
draft-edited = Жобада түзеттім: «{ $text }»
case-edited = { $number } өтінішінде түзеттім. Бұрынғы мәтін тарихта қалады.
edit-file-not-taken = Файлды ауыстырдыңыз, ал менде бұрынғысы қалды. Жаңасын бөлек хабарламамен жіберіңіз.
edit-not-taken = Бұл түзетуді ескермедім. Оны жаңа хабарламамен жазыңыз.
answer-is-out = Бұл мәтін жіберіліп қойған, оны түзетуге болмайды. Түзетуді карточкадан жаңа хабарламамен жазыңыз.

talk-member = <b>Кәсіподақ мүшесі</b>, { MOMENT($at) }
    { $text }
talk-you = <b>Сіз</b>, { MOMENT($at) }
    { $text }
talk-desk = <b>{ $Worker }</b>, { MOMENT($at) }
    { $text }
talk-version = <b>{ $number }-нұсқа</b>, түзетілгені { MOMENT($at) }
    { $text }
