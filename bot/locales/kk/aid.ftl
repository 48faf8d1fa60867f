menu-aid = 🤝 Материалдық көмек

aid-grounds = <b>Материалдық көмек</b>
    { $for_whom }
    Оны жұмыс беруші емес, кәсіподақ төлейді.
    { $count ->
        [0] Қазір бірде-бір негіз бойынша өтініш беруге болмайды.
       *[other] Негізді басыңыз: қанша төленетінін, не керегін және қашан шешілетінін көрсетемін.
    }
    { $closed }
aid-others = <b>Басқа негіздер</b>
    { $for_whom }
    Ережені оқу үшін негізді басыңыз.
aid-for-whom = Кім үшін: { $name }
aid-sum = { $fixed ->
        [1] { $sum }
       *[0] { $sum }-ге дейін
    }
aid-button-ground = { $title } · { $sum }
aid-button-closed = { $title } · { $dated ->
        [1] ашылатын күні: { DATE($possible) }
       *[0] әзірге болмайды
    }
aid-closed-membership = Өтінішті қазір кәсіподақта тұрғандар береді: { $grounds }.
aid-closed-tenure = Кәсіподақтағы өтіл жетпейді: { $grounds }, беруге болатын күн: { DATE($possible) }.
aid-closed-frequency-year = Биыл сұралған: { $grounds }, { $dated ->
        [1] келесі мүмкіндік: { DATE($possible) }.
       *[0] әлі шешілген жоқ.
    }
aid-closed-frequency-event = Берілген, әлі шешілген жоқ: { $grounds }.
aid-closed-frequency-always = Берілген, әлі шешілген жоқ: { $grounds }.

aid-ground = <b>{ $title }.</b> { $rules }
    { $about }
    { $for_whom }
    { $within }

    { $sent }
    { $brought }
    { $petition }

    { $decides }
    Төлейтін: { $purse }.
    { $elsewhere }
    { $stops }
aid-rules = { $fixed ->
        [1] { $sum }
       *[0] Ең көбі { $sum }
    }, { $frequency ->
        [year] күнтізбелік жылда бір рет
        [event] әр осындай жағдайға
       *[always] қанша рет керек болса да
    }{ $tenure }.
aid-tenure = { "" }, кәсіподақтағы өтіл кемінде { $term }{ $known ->
        [0] { NOTHING() }
       *[1] : сізде { $years ->
            [0] бір жылға жетпейді
           *[other] { $years } жыл
        }
    }
aid-within = Оқиғадан кейін { $term } ішінде беру керек.
aid-term = { $unit ->
        [days] { $amount } күн
        [years] { $amount } жыл
       *[months] { $amount } ай
    }
aid-needed = <b>Керек құжаттар:</b>
    { $lines }
aid-brought = <b>Мұнда жібермеңіз, төрағаға қағаз түрінде әкеліңіз:</b>
    { $lines }
aid-petition = Қолдаухатты бастауыш ұйымыңыз береді, оны бөлек сұраудың қажеті жоқ.
aid-decides = { $which ->
        [first] { $limit }-ге дейін шешетін: { $body }
        [rest] Одан көбін шешетін: { $body }
       *[only] Шешетін: { $body }
    }; { $when }
aid-when-session = жақын отырыс: { DATE($session) }, құжаттарды { DATE($papers_by) } күніне дейін беріңіз.
aid-when-days = шешім { UNTIL($expected) } шығады.
aid-elsewhere = Басқа қордан дәл осындай негіз бойынша { $number } өтініші бар, берілген күні: { DATE($day) }. Мұнда беруге ол кедергі емес.
aid-stopped = <b>Қазір беруге болмайды.</b> { $why }
aid-stop-membership = Өтінішті қазір кәсіподақта тұрғандар береді.
aid-stop-tenure = Кәсіподақтағы өтіл кемінде { aid-term } болуы керек: беруге болатын күн { DATE($possible) }.
aid-stop-frequency-year = { $dated ->
        [1] Мұндай көмек күнтізбелік жылда бір рет беріледі, биыл { $number } өтініші бар, берілген күні: { DATE($day) }. Келесі мүмкіндік: { DATE($possible) }.
       *[0] { $number } өтініші бар, берілген күні: { DATE($day) }, ол әлі шешілген жоқ. Жаңасын содан кейін беруге болады.
    }
aid-stop-frequency-event = Осы жағдай бойынша { $number } өтініші бар, берілген күні: { DATE($day) }. Соны толықтырыңыз: 📂 Менің өтініштерім.
aid-stop-frequency-always = { $number } өтініші бар, берілген күні: { DATE($day) }, ол әлі шешілген жоқ. Жаңасын содан кейін беруге болады.
aid-stop-term = Оқиғадан кейін { aid-term } ішінде беру керек еді, соңғы күні { DATE($until) } болған. Дәлелді себеппен кешіксеңіз, төрағамен сөйлесіңіз.

aid-consent = <b>Кәсіподақ мүшесі үшін өтініш</b>
    { $for_whom }
    Ол үшін қағаздағы келісімі керек: оның орнына сіз бересіз және деректерін бот өңдейді. Қағазды өзіңізде сақтаңыз. Өтініште оны сіз бергеніңіз көрініп тұрады.
button-has-consent = Қағаздағы келісім бар
aid-resume = <b>Сізде жоба бар:</b> { $title }
    { $for_whom }
    { $day }
    { $stated_amount }
    { $beginning }
    { $received }
    Жобаны жалғастырасыз ба?
aid-event = <b>{ $question }</b>
    { $fixed ->
        [1] Күнін жазыңыз, мысалы 02.11.2026 немесе 2 қараша.
       *[0] Күнін және қажетті соманы (ең көбі { $ceiling }) жазыңыз, мысалы: 2 қараша, 15000.
    }
    { $stated_day }
    { $stated_amount }
    { $received }
aid-date-expected = { $with_sum ->
        [1] Күні мен сомасы керек, мысалы: 2 қараша, 15000. Тек күнін жазуға да болады, соманы кейін сұраймын.
       *[0] Нақты күн керек, мысалы 02.11.2026 немесе 2 қараша.
    }
aid-amount = <b>Қанша сома керек?</b> Осы негіз бойынша ең көбі { $ceiling } төленеді.
    Цифрмен жазыңыз, мысалы 15000, немесе соманы басыңыз.
    { $stated_amount }
    { $received }
aid-stated = Қазір: { $stated }.
aid-day = { DATE($day) }
aid-event-day = Күні: { DATE($day) }.
aid-amount-sure = { $over ->
        [1] Осы негіз бойынша ең көбі { $ceiling } төленеді. { $ceiling } деп көрсетейін бе?
       *[0] { $sum }, дұрыс па?
    }
aid-papers = <b>Не болғанын қысқаша жазып, құжаттарды жіберіңіз.</b>
    Екі сөйлем жеткілікті, диагнозды жазудың қажеті жоқ. Құжаттар: фотосурет немесе PDF, бәрін бірден жіберуге болады.
    { $title } · { $amount }
    { $day }
    { $sent }
    { $brought }

    { $beginning }
    { $received }
    { $names }
    Бәрін жіберіп болғанда «Дайын» түймесін басыңыз.
aid-files = <b>Файлдарыңыз жоғарыда.</b>
    Артығын алып тастауға болады, жетпегенін осында жіберіңіз.
aid-received = { $count } файл алынды: { $files }.
aid-quote = <blockquote>{ $text }</blockquote>
aid-missing = <b>Қоса берілмеген:</b>
    { $lines }
    Осылай жіберіп, кейін қосуға да болады.
aid-summary = <b>Жіберер алдында тексеріңіз</b>
    { $title } · { $amount }
    { $for_whom }
    { $day }
    { $text }
    { $received }
    { $missing }
    { $brought }

    Кім көреді: бастауыш ұйымыңыз, { $body } және қазынашы.
    { $decided }
aid-statement = Өтініш толтырылды. Басып шығарып, қол қойыңыз. Қол қойылғанын өтініш карточкасындағы «Қол қойылғанын жіберу» түймесімен жіберіңіз немесе төрағаға беріңіз.
aid-statement-name = Өтініш.pdf
aid-draft-kept = Жаптым. Жоба сақталды: жалғастыру үшін «🤝 Материалдық көмек» бөлімін ашыңыз.

aid-members-only = Өтінішті қазір кәсіподақта тұрғандар береді. Кімге хабарласу керегін /help айтады.
aid-not-eligible = Беруге болмайды. { $why }
aid-draft-gone = Бұл жоба жіберілген немесе жойылған. Жіберілгені 📂 Менің өтініштерім бөлімінде.
aid-not-complete = Сома немесе күн жетпейді. Бір қадам артқа қайтып, толықтырыңыз.
aid-over-cap = Осы негіз бойынша ең көбі { $ceiling } төленеді.
aid-event-in-future = Бұл күн әлі келген жоқ. Былтыр болған болса, күнін жылымен жазыңыз.

button-other-ground = Басқа негіз
button-apply = Өтініш беру
button-next = Әрі қарай
button-other-sum = Басқа сома
button-remove-file = Алып тастау: { $name }
button-see-files = Файлдарды көру не алып тастау
button-change-told = Мәтінді не файлдарды өзгерту
button-change-sum = Соманы өзгерту
button-file-for = Ол үшін өтініш беру
