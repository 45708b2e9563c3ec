package kz.zhospar.ui.design

import android.app.DatePickerDialog
import android.app.Dialog
import android.app.TimePickerDialog
import android.view.WindowManager
import java.time.LocalDate
import java.time.LocalDateTime

/** Asks for a day; none after `latestMs`, if that is given. */
fun Kit.pickDay(shown: LocalDateTime, latestMs: Long?, picked: (LocalDate) -> Unit) {
    val dialog = DatePickerDialog(context, { _, year, month, day -> picked(LocalDate.of(year, month + 1, day)) }, shown.year, shown.monthValue - 1, shown.dayOfMonth)
    latestMs?.let { dialog.datePicker.maxDate = it }
    secret(dialog)
}

fun Kit.pickTime(shown: LocalDateTime, picked: (hour: Int, minute: Int) -> Unit) =
    secret(TimePickerDialog(context, { _, hour, minute -> picked(hour, minute) }, shown.hour, shown.minute, true))

/** Not in screenshots either. */
private fun secret(dialog: Dialog) {
    dialog.window?.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
    dialog.show()
}
