reports-desk = <b>Есептер.</b> Қай қызмет бойынша?
reports-period = <b>Есептер · { $desk }</b>
    Қай уақыт үшін?
reports-by = <b>{ $period } · { $desk }</b>
    { $unit ->
        [filed] { $said ->
            [0] Бұл уақытта ешкім өтініш берген жоқ. Басқасын таңдаңыз.
            [1] Өтініш бестен аз. Ешкімді танып қоймас үшін сандарды көрсетпеймін. Ұзағырақ уақытты таңдаңыз.
           *[other] { $said } өтінішті не бойынша бөлеміз?
        }
       *[cases] { $said ->
            [0] Бұл уақытта ешкім сұраған жоқ. Басқасын таңдаңыз.
            [1] Сұрақ бестен аз. Ешкімді танып қоймас үшін сандарды көрсетпеймін. Ұзағырақ уақытты таңдаңыз.
           *[other] { $said } сұрақты не бойынша бөлеміз?
        }
    }
reports-by-month = Ай бойынша
reports-by-topic = Тақырып бойынша
reports-by-organisation = Ұйым бойынша
reports-by-result = Нәтиже бойынша
button-table = XLSX кестесі
reports-month = { $year } жылғы { $month ->
        [1] қаңтар
        [2] ақпан
        [3] наурыз
        [4] сәуір
        [5] мамыр
        [6] маусым
        [7] шілде
        [8] тамыз
        [9] қыркүйек
        [10] қазан
        [11] қараша
       *[12] желтоқсан
    }
reports-quarter = { $year } жылғы { $quarter }-тоқсан
reports-year = { $year } жыл
reports-caption = <b>{ $period } · { $desk }</b>
    { $by }

    { $figures }

    { $unit ->
        [filed] Өтініштен шешімге дейінгі күндер, медиана. Бестен аз топтар жасырылған.
       *[cases] Сағат – жұмыс сағаты, медиана. Бестен аз топтар жасырылған.
    }
reports-table-caption = Барлық бөлініс жеке парақтарда. Бестен аз топтар жасырылған.
reports-said-cases = Сұрақ: <b>{ $value }</b>
reports-said-first = алғашқы сөзге дейін { $value } сағ
reports-said-answer = жауапқа дейін { $value } сағ
reports-said-kept = уәде етілген мерзімде { $value } %
reports-said-helped = көмектесті { $value }
reports-said-not_helped = көмектеспеді { $value }
reports-said-rubles = { $value } ₽
reports-said-tenge = { $value } ₸
reports-few-cases = Сұрақ бестен аз
reports-few-first = алғашқы сөзге дейін: дерек аз
reports-few-answer = жауапқа дейін: дерек аз
reports-few-kept = мерзімінде: дерек аз
reports-hidden = { $few ->
        [1] 5-тен аз
       *[0] жасырылған
    }
reports-no-result = Қорытынды белгіленбеген
reports-anonymous = Аты-жөнсіз
reports-foot-cases = { $left ->
        [0] Сағат – жұмыс сағаты, медиана.
       *[other] Тағы { $left } жол бар, бәрі кестеде. Сағат – жұмыс сағаты, медиана.
    }
reports-sheet-summary = Жиынтық
reports-since = Басы
reports-until = Соңы
reports-column-month = Ай
reports-column-topic = Тақырып
reports-column-organisation = Ұйым
reports-column-result = Нәтиже
reports-head-cases = Сұрақ саны
reports-head-first = Алғашқы сөзге дейін, жұмыс сағаты (медиана)
reports-head-answer = Жауапқа дейін, жұмыс сағаты (медиана)
reports-head-kept = Уәде етілген мерзімде, %
reports-head-helped = Көмектесті
reports-head-not_helped = Көмектеспеді
reports-head-rubles = Ақша, ₽ (4-ПИ үшін)
reports-head-tenge = Ақша, ₸ (4-ПИ үшін)
reports-note-cases = Осы уақытта қойылған сұрақтар саналады. Бестен аз топтар жасырылған, жасырылғаны жиынтықтан шығып қалмас үшін көршілес топтар да жасырылады.
reports-aid = Материалдық көмек
reports-by-ground = Негіз бойынша
reports-by-reason = Шешім бойынша
reports-column-ground = Негіз
reports-column-reason = Шешім
reports-verdict-none = Шешім әлі жоқ
reports-verdict-approved = Мақұлданды
reports-said-filed = Өтініштер: <b>{ $value }</b>
reports-said-approved = мақұлданды { $value }
reports-said-refused = қабылданбады { $value }
reports-said-days = шешімге дейін { $value } күн
reports-said-granted_rubles = { $value } ₽ мақұлданды
reports-said-granted_tenge = { $value } ₸ мақұлданды
reports-said-paid_rubles = { $value } ₽ төленді
reports-said-paid_tenge = { $value } ₸ төленді
reports-few-filed = Өтініш 5-тен аз
reports-few-days = шешімге дейін: дерек аз
reports-head-filed = Өтініштер
reports-head-approved = Мақұлданды
reports-head-refused = Қабылданбады
reports-head-days = Шешімге дейін, күн (медиана)
reports-head-granted_rubles = Мақұлданды, ₽
reports-head-granted_tenge = Мақұлданды, ₸
reports-head-paid_rubles = Төленді, ₽
reports-head-paid_tenge = Төленді, ₸
reports-foot-filed = { $left ->
        [0] Өтініштен шешімге дейінгі күндер, медиана.
       *[other] Тағы жолдар: { $left }, бәрі кестеде. Өтініштен шешімге дейінгі күндер, медиана.
    }
reports-note-filed = Осы уақытта берілген өтініштер саналады. Бестен аз топтар жасырылған, жасырылғаны жиынтықтан шығып қалмас үшін көршілес топтар да жасырылады.
