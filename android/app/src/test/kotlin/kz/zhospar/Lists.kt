package kz.zhospar

import android.app.AlertDialog
import android.app.DatePickerDialog
import android.content.DialogInterface
import android.view.View
import android.view.WindowManager
import android.widget.EditText
import kz.zhospar.core.Choice
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.robolectric.shadows.ShadowDialog
import java.time.LocalDate

// What a hand does with lists, with words of the core, and with dialogs.

fun Hand.word(key: String): String = app.shell.catalogue!!.words.getValue(key)

fun Hand.choice(of: Choice, id: String): String = app.shell.catalogue!!.choices.getValue(of).single { it.id == id }.name

fun Hand.fieldOf(label: String): EditText = views().filterIsInstance<EditText>().single { it.contentDescription == label }

fun Hand.typeInto(label: String, words: String) {
    fieldOf(label).setText(words)
    settle()
}

/** The rows and buttons whose words hold these. */
fun Hand.rows(words: String): List<View> = views().filter { it.isClickable && it !is EditText && said(it).orEmpty().contains(words) }

fun Hand.tapRow(words: String) {
    val found = rows(words)
    assertEquals("rows with «$words» in:\n${text()}", 1, found.size)
    activity.onUserInteraction()
    found.single().performClick()
    settle()
}

/** Touches the button that begins with these words, and picks a day. */
fun Hand.pickDay(button: String, day: LocalDate) {
    tapRow(button)
    val dialog = ShadowDialog.getLatestDialog() as DatePickerDialog
    assertTrue("not in screenshots either", dialog.window!!.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
    dialog.updateDate(day.year, day.monthValue - 1, day.dayOfMonth)
    (dialog as AlertDialog).getButton(DialogInterface.BUTTON_POSITIVE).performClick()
    settle()
}

/** What a screen reader says of something that can be ticked. */
fun Hand.isTicked(label: String): Boolean {
    val told = views().single { it.isClickable && label == said(it) }.createAccessibilityNodeInfo()
    assertTrue("«$label» can be ticked", told.isCheckable)
    return told.isChecked
}

fun Hand.openPeople(): Hand = apply { tap(R.string.people) }

fun Hand.openPolice(): Hand = apply {
    tap(R.string.today)
    tap(R.string.ways)
    tap(R.string.police)
}
