package kz.zhospar.screens

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import kz.zhospar.FakeSound
import kz.zhospar.OtherApp
import kz.zhospar.R
import kz.zhospar.ShareActivity
import kz.zhospar.camera
import kz.zhospar.comesBack
import kz.zhospar.tapPart
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import java.io.ByteArrayOutputStream
import java.io.File

/** A picture with something on it. */
private fun picture(): ByteArray {
    val picture = Bitmap.createBitmap(480, 320, Bitmap.Config.ARGB_8888)
    val pen = android.graphics.Paint()
    Canvas(picture).apply {
        drawColor(Color.rgb(120, 140, 150))
        pen.color = Color.rgb(40, 44, 52)
        drawRect(120f, 160f, 360f, 260f, pen)
        drawCircle(170f, 260f, 34f, pen)
        drawCircle(310f, 260f, 34f, pen)
    }
    return ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.JPEG, 90, it) }.toByteArray()
}

/** Photo, voice and file of an incident, and what is kept without the PIN. */
val EVIDENCE = Walk("evidence") {
    with(hand) {
        start().firstRun()
        tap(R.string.lock_more)
        scrollDown()
        stop("numbers-foot")
        tap(R.string.cap_title)
        stop("capture")
        tap(R.string.write)
        type(R.string.what, "Ждал у лифта")
        stop("capture-note")
        tap(R.string.cap_keep)
        stop("capture-kept")
        val link = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, "https://t.me/x/1")
        over = Robolectric.buildActivity(ShareActivity::class.java, link).setup().get()
        settle()
        stop("share")
        tap(R.string.share_close)
        over = Robolectric.buildActivity(ShareActivity::class.java, Intent(Intent.ACTION_SEND)).setup().get()
        settle()
        stop("share-nothing")
        over = null
        repeat(2) { back() }
        pin("7391")
        stop("today-waiting")
        tap(activity.resources.getQuantityString(R.plurals.cap_waiting, 1, 1))
        tapPart("Ждал у лифта")
        scrollDown()
        stop("incident-unconfirmed")
        tap(R.string.cap_confirm)
        tap(R.string.ev_title)
        stop("evidence-none")
        tap(R.string.ev_add_photo)
        camera(picture())
        tap(R.string.ev_add_file)
        comesBack(OtherApp.installed().lend("Подъезд, запись с камеры домофона 27.11.mp4", FakeSound.HEARD))
        tap(R.string.ev_add_voice)
        stop("record")
        shadowOf(app).denyPermissions(Manifest.permission.RECORD_AUDIO)
        tap(R.string.rec_start)
        val code = shadowOf(activity).lastRequestedPermission.requestCode
        activity.onRequestPermissionsResult(code, arrayOf(Manifest.permission.RECORD_AUDIO), intArrayOf(PackageManager.PERMISSION_DENIED))
        settle()
        stop("record-refused")
        shadowOf(app).grantPermissions(Manifest.permission.RECORD_AUDIO)
        tap(R.string.rec_start)
        pass(7)
        stop("record-on")
        app.recorder.silenced(true)
        settle()
        stop("record-silenced")
        app.recorder.broke()
        settle()
        stop("record-broke")
        back()
        stop("evidence")
        tapPart("photo.jpg")
        stop("piece-picture")
        back()
        tapPart("voice.aac")
        tap(R.string.piece_play)
        stop("piece-sound")
        back()
        tapPart("домофона")
        stop("piece-file")
        tap(R.string.out_title)
        stop("out-pin")
        pin("7391")
        stop("out-ask")
        scrollDown()
        stop("out-ask-foot")
        tap(R.string.out_app_as_is)
        comesBack(null, result = Activity.RESULT_CANCELED)
        stop("out-lent")
    }
}

/** What other apps recorded. */
val IMPORTING = Walk("import") {
    with(hand) {
        start().firstRun()
        pin("7391")
        tap(R.string.ways)
        tap(R.string.imp_title)
        stop("import")
        val other = OtherApp.installed()
        val broken = File("../cli/sample/calls.xml").readLines().toMutableList()
        broken[5] = """  <call number="+77080002516" duration="615" date="gestern" type="2" />"""
        tap(R.string.ev_pick)
        comesBack(other.lend("calls-20260129.xml", broken.joinToString("\n").toByteArray()))
        stop("whose")
        type(R.string.imp_seek, "8 702 000 37 64")
        stop("sought")
        type(R.string.imp_seek, "")
        scrollDown()
        stop("whose-none")
        tapPart("+77020003764")
        scrollDown()
        stop("whose-foot")
        tapPart(words(R.string.imp_take, ""))
        stop("done")
        scrollDown()
        stop("done-foot")
        back()
        stop("before")
        tap(R.string.ev_pick)
        comesBack(other.lend("Чат WhatsApp с Бауыржан.txt", "05.06.2026, 21:14 - Айгүл: Не пиши\n05.06.2026, 21:15 - Бауыржан: Приду\n".toByteArray()))
        stop("chat")
        back()
        tap(R.string.ev_pick)
        comesBack(other.lend("фото.jpg", ByteArray(3_000) { 7 }))
        stop("none")
    }
}
