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
registry-note-unread-phones = Телефон не прочитан, загружу без него: { $count }
registry-note-organisations = Новые организации: { $count } ({ $names })
registry-note-sheets = Листы без номеров профбилетов, пропущены: { $names }
registry-note-absent = В файле нет столбцов: { $names }
registry-mistake = • { $where }: { $why }
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

    Пока не загружен другой файл, эту загрузку можно отменить.
registry-undo-asked = <b>Вернуть реестр, каким он был?</b>
    Загрузка { $name }, { MOMENT($at) }.
    Добавленные уйдут, изменённым вернутся прежние сведения, выбывшие вернутся. Кто из добавленных уже пользуется ботом, останется.
registry-undoing = <b>{ $name }</b>
    Возвращаю реестр, каким он был. Когда закончу, эта карточка изменится.
registry-undone = <b>Загрузка отменена</b>
    Убрано добавленных: { $taken }
    Вернулись прежние сведения: { $restored }
    Вернулись из выбывших: { $returned }
    { $kept ->
        [0] { NOTHING() }
       *[other] Остались, потому что уже пользуются ботом или имеют обращения: { $kept }
    }
    { $names }
registry-refused = <b>Файл не подошёл</b>
    { $reason }
    Реестр прежний. Исправьте файл и пришлите ещё раз.
registry-failed = <b>{ $name }</b>
    Не получилось, и я не могу объяснить почему. Пришлите файл ещё раз; если не выйдет снова, загрузите его командой на сервере.
registry-cancelled = <b>{ $name }</b>
    Хорошо, этот файл я не загружаю. Если он к вопросу юристу, приложите его в разделе «⚖️ Вопрос юристу».
registry-expired = <b>{ $name }</b>
    Сутки прошли, файл я удалил. Реестр прежний. Чтобы загрузить, пришлите файл ещё раз.
