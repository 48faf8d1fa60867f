button-load-registry = Загрузить реестр
button-registry-check = Проверить
button-registry-other = Это не реестр
button-registry-apply = Применить
button-registry-mistakes = Все ошибки файлом
button-registry-remove = { $count ->
        [one] Да, убрать { $count } человека
       *[many] Да, убрать { $count } человек
    }
button-registry-undo = Отменить загрузку
button-registry-return = Да, вернуть как было

registry-file = <b>Пришлите файл реестра</b>
    Подойдёт книга Excel (.xlsx) или таблица .csv, одним документом, до 20 МБ. Сначала я покажу, что изменится. Без вашего слова реестр останется прежним.
    { $last }
registry-last = Последняя загрузка: { MOMENT($at) }. Её можно отменить.
registry-file-expected = Нужен файл реестра: книга Excel (.xlsx) или таблица .csv, документом.
registry-too-big = Файл { $size } МБ, а из чата я могу принять до { $limit } МБ. Загрузите его на сервере командой <code>python -m bot import-members ФАЙЛ</code>: она покажет, что изменится, и с <code>--apply</code> применит.
registry-old-excel = Это старый формат Excel (.xls). Откройте файл в Excel или LibreOffice, выберите «Сохранить как», «Книга Excel (.xlsx)», и пришлите новый.
registry-gone = Загрузка реестра вам больше не доступна.
registry-offered = <b>{ $name }</b>
    Это файл реестра? Проверю его и покажу, что изменится. Сам реестр пока останется прежним.
registry-checking = <b>{ $name }</b>
    Читаю файл: { $progress } %. Ждать здесь не нужно: когда закончу, напишу. Бот работает как обычно.
registry-checked = <b>Проверил: { $name }</b>
    { $again ->
        [1] Пока файл ждал, реестр изменился, и числа теперь другие. Посмотрите ещё раз.
       *[0] Пока ничего не изменено.
    }

    { $numbers }
    { $notes }
    { $mistakes }

    { $nothing ->
        [1] Менять в реестре нечего.
       *[0] Файл подождёт вашего решения сутки, потом я его удалю.
    }
registry-numbers = Новых: { $added }
    Изменённых: { $changed }
    Выбывших: { $removed }
    Без изменений: { $same }
    Строк с ошибками: { $bad }
registry-note-twice = { $count ->
        [one] { $count } строка повторяет человека из другой школы: он останется в первой.
        [few] { $count } строки повторяют людей из другой школы: они останутся в первой.
       *[many] { $count } строк повторяют людей из другой школы: они останутся в первой.
    }
registry-note-staying = { $count ->
        [one] { $count } человек останется по переводу, сделанному от руки: в файле он ещё в прежней организации.
        [few] { $count } человека останутся по переводу, сделанному от руки: в файле они ещё в прежней организации.
       *[many] { $count } человек останутся по переводу, сделанному от руки: в файле они ещё в прежней организации.
    }
registry-note-overruled = Переведены от руки, но файл называет другую организацию, и загрузка переведёт туда: { $count }
registry-note-planned = Файл переводит, а на будущий день назначен ещё и перевод от руки, он состоится: { $count }
registry-note-unread-phones = Телефон не прочитан, загружу без него: { $count }
registry-note-organisations = Новые организации: { $count } ({ $names })
registry-note-sheets = Листы без номеров профбилетов, пропущены: { $names }
registry-note-absent = В файле нет столбцов: { $names }
registry-mistake = • { $where }: { $why }
registry-place = { $named ->
        [1] лист «{ $sheet }», строка { $row }
       *[0] строка { $row }
    }
registry-said = { $column }: { $empty ->
        [1] пусто
       *[0] «{ $value }»
    }
registry-problem-past = { $said }, нужна дата в прошлом
registry-problem-age = { $said }, нужен возраст от { $years } лет
registry-problem-future = { $said }, нужна дата не позже сегодняшней
registry-problem-before-birth = { $said }, нужна дата после рождения
registry-problem-category = { $said }, нужно одно из: работник, студент, пенсионер, или пусто
registry-problem-status = { $said }, нужно одно из: состоит, приостановлен, исключён, или пусто
registry-problem-excel = { $said }, Excel испортил длинное число, нужен столбец в формате «Текст»
registry-problem-card = { $said }, нужен номер, например 0012345
registry-problem-surname = { $said }, нужна фамилия
registry-problem-first-name = { $said }, нужно имя
registry-problem-full-name = { $said }, нужны фамилия, имя и отчество
registry-problem-date = { $said }, нужна дата вида { $example }
registry-problem-too-early = { $said }, нужна дата не раньше { $earliest }
registry-problem-name = { $said }, нужно название
registry-problem-long-name = { $said }, нужно не длиннее { $most } знаков
registry-problem-twice = { $column }: тот же в файле ещё раз ({ $places }{ $more ->
        [1] {" "}и др.
       *[0] { NOTHING() }
    }), нужен один на человека
registry-more = и ещё { $count }
registry-mistakes-where = Где
registry-mistakes-why = Что исправить
registry-mistakes-file = ошибки-реестра
registry-mistakes-gone = Этого списка больше нет: с тех пор загружали другой файл. Пришлите файл ещё раз, и я его проверю.
registry-confirming = <b>{ $losing ->
        [one] Доступ потеряет { $losing } человек из { $active }
        [few] Доступ потеряют { $losing } человека из { $active }
       *[many] Доступ потеряют { $losing } человек из { $active }
    }</b>
    Это { $share } % состоящих в профсоюзе. Так бывает, когда прислана только часть реестра. Проверьте файл и решите.
registry-applying = <b>{ $name }</b>
    Вношу изменения: { $progress } %. Когда закончу, напишу. Бот работает как обычно.
registry-applied = <b>Реестр загружен</b>
    { $name }, { MOMENT($at) }

    { $numbers }

    { $last ->
        [1] Пока не загружен другой файл, эту загрузку можно отменить.
       *[0] Отменить её больше нельзя: после неё загружали другой файл.
    }
registry-undo-asked = <b>Вернуть реестр, каким он был?</b>
    Загрузка { $name }, { MOMENT($at) }.
    Добавленные уйдут, изменённым вернутся прежние сведения, выбывшие вернутся. Кто из добавленных уже пользуется ботом, останется; останется и то, что после загрузки изменили от руки.
registry-undoing = <b>{ $name }</b>
    Возвращаю реестр, каким он был. Когда закончу, эта карточка изменится.
registry-undone = <b>Загрузка отменена</b>
    Убрано добавленных: { $taken }
    Вернулись прежние сведения: { $restored }
    Вернулись из выбывших: { $returned }
    { $kept_names }
    { $moved_names }
    { $touched_names }
registry-undone-kept = Остались, у них уже есть вход в бот, обращения, роли или перевод: { $count }
registry-undone-moved = Остались там, куда их перевели после загрузки: { $count }
registry-undone-touched = Не тронуты, потому что после загрузки их данные изменили от руки: { $count }
registry-undone-name = { $name }, билет { $card }
registry-refused = <b>Файл не подошёл</b>
    { $reason }
    Реестр прежний. Исправьте файл и пришлите ещё раз.
registry-unfit-missing = Файл { $name } не найден: укажите путь к реестру, .xlsx или .csv.
registry-unfit-unreadable = Файл { $name } не читается: { $why }.
registry-unfit-empty = Файл { $name } пуст: нужен реестр с заголовком столбцов и строками.
registry-unfit-old-excel = Файл { $name } в старом формате Excel или под паролем: откройте его в Excel или LibreOffice, «Сохранить как» → «Книга Excel (.xlsx)» без пароля, и загрузите новый.
registry-unfit-kind = Файл { $name } не похож на реестр: нужен файл .xlsx или .csv.
registry-unfit-broken = Файл { $name } повреждён или это не XLSX: откройте его в Excel и сохраните заново.
registry-unfit-csv = Файл { $name }, строка { $row }: это не CSV ({ $why }); проверьте кавычки или сохраните файл как XLSX.
registry-unfit-no-text = Файл { $name } не текст: сохраните реестр как «CSV UTF-8» или как книгу XLSX.
registry-unfit-columns = Файл { $name }{ $on_sheet ->
        [1] , лист «{ $sheet }»
       *[0] { NOTHING() }
    }: нет столбцов { $missing }. { $any ->
        [1] Найдены: { $found }.
       *[0] Столбцов с названиями не нашлось.
    } Нужны: { $needed } (вместо первых трёх можно один «ФИО»).
registry-unfit-sheets = Файл { $name }: ни на одном листе ({ $sheets }) нет столбца «№ профбилета». Нужны: { $needed }.
registry-unfit-no-rows = В файле нет ни одной годной строки.
registry-unfit-raced = Пока читался реестр, в базе появилась та же организация или тот же билет: загрузите файл ещё раз.
registry-unfit-old-key = Смена ключа не доведена до конца: выполните на сервере python -m bot keys rotate, затем загрузите файл ещё раз.
registry-failed = <b>{ $name }</b>
    Не получилось, и я не могу объяснить почему. Пришлите файл ещё раз; если не выйдет снова, загрузите его командой на сервере.
registry-cancelled = <b>{ $name }</b>
    Хорошо, этот файл я не загружаю. Если он к вопросу юристу, приложите его в разделе «⚖️ Вопрос юристу».
registry-expired = <b>{ $name }</b>
    Сутки прошли, файл я удалил. Реестр прежний. Чтобы загрузить, пришлите файл ещё раз.
