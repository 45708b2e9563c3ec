package kz.zhospar.ui.police

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Lead
import kz.zhospar.core.Reminder
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.design.row
import kz.zhospar.ui.incident.IncidentScreen

/** What runs out, on the page of today: what ends first, then the next of what is owed. The rest waits with the police. */
fun Kit.remind(shell: Shell, content: LinearLayout, reminders: List<Reminder>) {
    val (ending, owed) = reminders.partition { it.leadsTo == Lead.MEASURE }
    val shown = (ending + owed.distinctBy { it.words }).take(CARDS_MAX)
    shown.forEach { content.put(reminder(shell, it)) }
    val left = reminders.size - shown.size
    if (left > 0) content.put(plain(context.resources.getQuantityString(R.plurals.reminders_more, left, left)) { shell.go(PoliceScreen(shell)) })
}

/** What runs out or is owed, and with which rule it was reckoned. */
fun Kit.reminder(shell: Shell, reminder: Reminder): View =
    row(reminder.words, listOfNotNull(reminder.day?.let { words(R.string.reminder_day, it) }, reminder.about, reminder.rule)) { open(shell, reminder) }

private fun open(shell: Shell, reminder: Reminder) = when (reminder.leadsTo) {
    Lead.REPORT -> shell.go(ReportScreen(shell, reminder.id))
    Lead.MEASURE -> shell.go(MeasureScreen(shell, reminder.id))
    Lead.INCIDENT -> openIncident(shell, reminder.id)
}

internal fun openIncident(shell: Shell, id: String) {
    val (tongue, here) = shell.tongue to shell.top
    shell.ask({ incident(id, tongue) }) { answer ->
        if (answer is Answer.Done && shell.top === here) shell.go(IncidentScreen(shell, id, answer.value.draft))
    }
}

private const val CARDS_MAX = 3
