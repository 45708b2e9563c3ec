package kz.zhospar.core

import kz.zhospar.core.generated.Columns
import kz.zhospar.core.generated.DateOrder
import kz.zhospar.core.generated.ImportChoice
import kz.zhospar.core.generated.ImportOptions
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Region
import kz.zhospar.core.generated.Rejected
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.text

/** What other programs recorded: first whose rows there are, then the rows of those she chose. */
class ImportCalls internal constructor(private val calls: Calls) {
    /** Stores nothing. May be a long call. */
    fun survey(file: Where, said: SaidOfFile, gauge: Gauge, tongue: Tongue): Surveyed {
        val language = tongue.language
        val found = calls.held { imports() }.use { it.survey(file.toCore(), options(said, isTable = false), gauge.begun()) }
        return Surveyed(
            numbers = found.numbers.filter { !it.own }.map { number ->
                NumberFound(number.number, number.number.ifEmpty { word("import-withheld", language) }, number.name.orEmpty(), number.count.toLong())
            },
            asks = found.asks.mapNotNull { key -> Ask.entries.firstOrNull { it.key == key }?.let { it to word("app-$key", language) } },
            columns = found.columns.map { Named(it.column, it.heading) },
            unread = unread(found.unreadable.toLong(), found.rejected, language),
        )
    }

    /** Takes in the rows of these numbers and of no other. The columns of a table are those that she was shown. May be a long call. */
    fun take(file: Where, name: String, numbers: List<String>, said: SaidOfFile, isTable: Boolean, gauge: Gauge, tongue: Tongue): Brought {
        val language = tongue.language
        val report = calls.held { imports() }.use {
            it.importFile(file.toCore(), name, ImportChoice.Only(numbers), options(said, isTable), calls.now(), gauge.begun())
        }
        val counts = listOf(
            "import-rows" to report.rows, "import-added" to report.added, "import-known" to report.known,
            "import-skipped" to report.skipped, "import-media" to report.media,
        )
        return Brought(
            counts = counts.map { (key, count) -> word(key, language) to count.toLong() },
            unread = unread(report.unreadable.toLong(), report.rejected, language),
            id = report.`import`,
        )
    }

    /** The latest first. */
    fun list(tongue: Tongue): List<Imported> = calls.opened().imports().use { it.list() }.map {
        Imported(it.id, it.source, dateTimeText(it.at, tongue.language), it.acts.toLong(), it.undone)
    }

    /** Takes an import back whole; tells in words how many acts left. */
    fun undo(id: String, tongue: Tongue): String {
        val left = calls.opened().imports().use { it.undo(id, calls.now()) }
        return text("import-undone-now", tongue.language, mapOf("count" to TextArg.Number(left)))
    }

    private fun options(said: SaidOfFile, isTable: Boolean) = ImportOptions(
        offsetMin = calls.now().wall.offsetMin.takeIf { said.clock == ClockAt.LIKE_HERE },
        region = said.clock?.takeIf { it != ClockAt.LIKE_HERE }?.let { Region.valueOf(it.name) },
        dateOrder = said.dates?.let { DateOrder.valueOf(it.name) },
        me = said.me,
        columns = if (isTable) Columns.Guessed else Columns.Known,
        keepSource = said.keepSource,
    )

    private fun unread(rows: Long, listed: List<Rejected>, language: Language) = Unread(rows, listed.map { row ->
        val why = if (row.why == "date-without-offset") word("app-import-date-without-offset", language) else word(row.why, language)
        val line = text("import-line", language, mapOf("line" to TextArg.Number(row.line), "why" to TextArg.Words(why)))
        line + row.file?.let { " ($it)" }.orEmpty()
    })
}
