package kz.zhospar.ui.dossier

import android.text.InputType
import android.view.View
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Statement
import kz.zhospar.core.Statement.Ask
import kz.zhospar.core.Statement.Said
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What the statement says that is not in the log. All of it may be left out; it is kept when she leaves. */
class StatementScreen(private val shell: Shell) : Screen() {
    private var said: Statement? = null
    private var kept: Statement? = null
    private var problem: Told? = null

    override fun begin() {
        shell.ask({ dossier.statement() }) { answer ->
            // What was typed outlives a change of language.
            if (answer is Answer.Done && said == null) said = answer.value.also { kept = it }
            shell.redraw(this)
        }
    }

    override fun leave() {
        val now = said
        if (now == null || now == kept) return
        shell.ask({ dossier.keepStatement(now) }) { answer ->
            if (answer is Answer.Done) kept = now
            problem = (answer as? Answer.Not)?.let { Told(R.string.dos_not_kept, it.problem.words) }
            if (problem != null && shell.isOpen && shell.top !== this) shell.go(this)
        }
    }

    override fun draw(kit: Kit): View {
        val now = said
        val content = kit.column(kit.title(kit.words(R.string.dos_statement)), kit.body(kit.words(R.string.dos_statement_about)))
        with(kit) {
            problem?.let { content.put(warning(it.say(this))) }
            if (now == null) return@with
            LINES.forEach { (line, label) ->
                val lines = if (line in LONG) 2 else 1
                content.put(field(words(label), now.says(line), lines, TYPES[line] ?: Kit.WORDS) { words -> said = said?.with(line, words) })
            }
            content.put(heading(words(R.string.dos_asks)), gap = 24)
            ASKS.forEach { (ask, name) ->
                content.put(tick(words(name), ask in now.requests) {
                    said = said?.let { it.copy(requests = if (ask in it.requests) it.requests - ask else it.requests + ask) }
                    shell.redraw(this@StatementScreen)
                }, gap = 8)
            }
        }
        return kit.framed(shell, this, content)
    }

    private companion object {
        val LINES = listOf(
            Said.ADDRESSEE to R.string.dos_to, Said.NAME to R.string.dos_name, Said.BORN to R.string.dos_born,
            Said.IIN to R.string.dos_iin, Said.CONTACT to R.string.dos_contact,
        )
        val ASKS = mapOf(
            Ask.REGISTER to R.string.dos_ask_register, Ask.ASSESS to R.string.dos_ask_assess, Ask.PROTECT to R.string.dos_ask_protect,
            Ask.RECORDS to R.string.dos_ask_records, Ask.DECISION to R.string.dos_ask_decision,
        )
        val LONG = setOf(Said.ADDRESSEE, Said.NAME, Said.CONTACT)
        /** A keyboard for dates has no full stop, so the date of birth has the one for words. */
        val TYPES = mapOf(Said.IIN to InputType.TYPE_CLASS_NUMBER)
    }
}
