button-whole-queue = Бөлімнің бүкіл кезегі
button-duty = Кезекшілік пен демалыс
button-assign = Тағайындау
button-hand-all = Бәрін тапсыру: { $count }
button-absence-of = Әріптестің кезекшілігі мен демалысы
button-head-all = Барлығы: { $count_all }
button-head-untaken = Бір күннен артық күтуде: { $count_untaken }
button-head-overdue = Мерзімі өткен: { $count_overdue }
button-head-lawyers = Кім қанша жүргізеді
button-away = Болмайтын күндерді көрсету
button-back-at-work = Болмайтын күндерді алып тастау
button-tomorrow = Ертең
button-one-day = Бір күн ғана
button-no-deputy = Алмастырушысыз

head-queue = <b>Бөлімнің бүкіл кезегі</b>
    { $which ->
        [untaken] Бір жұмыс күнінен артық алынбағаны: { $count }
        [overdue] Мерзімі өткен, әлі жауап жоқ: { $count }
       *[all] Барлық ашық сұрақтар: { $count }
    }

    { $count ->
        [0] { NOTHING() }
       *[other] { $lines }
    }
head-one = { $card }
head-assign = <b>{ $number } кімге тағайындалады?</b>
    { $count ->
        [0] Бұл сұрақты тапсыратын басқа адам жоқ.
       *[other] Карточка оған бірден келеді. Бұрын жүргізген адамға сұрақтың берілгені айтылады.
    }
head-lawyers = <b>Кім қанша сұрақ жүргізеді</b>
    { $count ->
        [0] Бөлімде әзірге ешкім жоқ.
       *[other] { $lines }
    }
load-line = <b>{ $who }</b>: { $open ->
        [0] ашық сұрағы жоқ
       *[other] { $open } ашық
    }{ $overdue ->
        [0] { NOTHING() }
       *[other] , мерзімі өткені { $overdue }
    }{ $age ->
        [0] { NOTHING() }
       *[other] , ең ескісіне { AGE($age) }
    }{ $away ->
        [1] , жұмыста жоқ, соңғы күні { DATE($ends) }
       *[0] { NOTHING() }
    }
head-lawyer = <b>{ $who }</b>
    { $count ->
        [0] Ашық сұрағы жоқ.
       *[other] { $lines }
    }
assigned = { $number } сұрағын енді { $who } жүргізеді.

duty-main = <b>Кезекшілік пен демалыс{ $own ->
        [1] { NOTHING() }
       *[0] : { $who }
    }</b>
    { $absent ->
        [1] Болмайтын күндер: { SPAN($starts, $ends) }. Бұл күндері жаңа сұрақтар келмейді.
       *[0] Кезекшілікте: жаңа сұрақтар келіп тұрады.
    }
    { $absent ->
        [1] { $has_deputy ->
            [1] Алмастырушы: { $deputy }.
           *[0] Алмастырушы жоқ.
        }
       *[0] { NOTHING() }
    }
    { $count ->
        [0] { NOTHING() }
       [1] 1 ашық сұрақ бар: оны әріптеске тапсыруға болады.
       *[other] { $count } ашық сұрақ бар: бәрін бірден әріптеске тапсыруға болады.
    }
    { $some_away ->
        [1] Қазір жоқ: { $others }.
       *[0] { NOTHING() }
    }
duty-away = { $who }, соңғы күні { DATE($ends) }
duty-starts = <b>Жұмыста болмайтын бірінші күн?</b>
    Күнін жазыңыз, мысалы { DATE($today) }. Екеуін бірден жазуға болады: { DATE($today) } – { DATE($last) }.
duty-ends = <b>Соңғы күні қай күн?</b>
    Бірінші күні: { DATE($starts) }. Соңғысын жазыңыз, мысалы { DATE($last) } немесе { $numbers }.
duty-deputy = <b>Кім алмастырады: { SPAN($starts, $ends) }?</b>
    { $count ->
        [0] Сұрақтар болмайтын адамның орнына алмастырушыға келеді.
       *[other] Бірінші күні барлық ашық сұрақ алмастырушыға өтеді: қазір { $count }.
    }
    { $number ->
        [0] Қазір таңдайтын ешкім жоқ: әріптес жоқ немесе олар да жұмыста емес.
       *[other] { NOTHING() }
    }
duty-colleague = <b>Барлық ашық сұрақ кімге тапсырылады: { $count }?</b>
    { $number ->
        [0] Қазір тапсыратын ешкім жоқ: әріптес жоқ немесе олар да жұмыста емес.
       *[other] Әріптес тізімі бар бір хабарлама алады. Кәсіподақ мүшесіне тек мерзім жылжыса ғана жазамын.
    }
duty-date-expected = Нақты күн керек, мысалы { DATE($example) } немесе { $numbers }.
duty-date-far = Бұл күн тым алыс. Бүгіннен бір айдан бұрын басталатын немесе бір жылдан ұзақ мерзімді көрсетуге болмайды.
duty-end-early = Соңғы күн { DATE($starts) } күнінен ерте болмауы керек. Басқа күнді жазыңыз.
handed-all = { $handed ->
        [0] Тапсыратын ештеңе болмады.
       *[other] { $handed } сұрақ тапсырылды.
    }
    { $returned ->
        [0] { NOTHING() }
       *[other] Әріптеске көруге болмайтындықтан кезекке қайтқаны: { $returned }.
    }
colleague-away = { $who } жұмыста емес → { $deputy }
colleague-is-away = Бұл әріптес қазір жұмыста емес, оны алмастыратын ешкім жоқ. Басқасын таңдаңыз.
handed-line = { $number } · { $topic } · жауап { UNTIL($promised) }

notice-handed-all = <b>Енді сізде { $count } сұрақ</b>. Бұрын жүргізген әріптес: { $who }.
    { $lines }
    { $more ->
        [0] { NOTHING() }
       *[other] Тағы { $more }.
    }
notice-role-ended-head = <b>{ $count } сұрақ кезекке қайтты</b>: { $who } оларды енді жүргізе алмайды.
    { $lines }
    { $more ->
        [0] { NOTHING() }
       *[other] Тағы { $more }.
    }
notice-untaken-head = { $number } бір жұмыс күнінен артық күтіп тұр, оны ешкім алған жоқ.
notice-assigned-to-you = { $number } енді сізде, тағайындаған { $who }.
notice-assigned-away = { $number } әріптеске берілді: { $who }. Оған жауап берудің қажеті жоқ.
notice-absence-set = Сіздің болмайтын күндеріңіз көрсетілді: { SPAN($starts, $ends) }. Көрсеткен бөлім басшысы: { $who }. Қате болса, «🗂 Менің сұрақтарым» → «Кезекшілік пен демалыс» бөлімін ашыңыз.
notice-absence-deputy = Сіз мына әріптестің орнына жұмыс істейсіз: { $who }. Күндері: { SPAN($starts, $ends) }. Оның ашық сұрақтары бірінші күні сізге өтеді.
notice-absence-over = { $own ->
        [1] Болмайтын күндеріңіз алынды: жаңа сұрақтар қайтадан келеді.
       *[0] { $who } жұмысқа оралды: алмастырудың қажеті жоқ.
    }

digest = <b>Бүгін не күтіп тұр</b>
    { $parts }
digest-queue = Кезекте: { $count }. { $numbers }
digest-mine = Сізде ашық: { $count }. { $numbers }
digest-late = Мерзімі өткен: { $count }. { $numbers }
