package kz.zhospar.screens

import kz.zhospar.OtherApp
import kz.zhospar.R
import kz.zhospar.camera
import kz.zhospar.comesBack
import kz.zhospar.tapPart
import java.io.File

/** From an incident with a photo to a dossier, and what lies outside then. */
val HANDING_OVER = Walk("dossier") {
    with(hand) {
        start().firstRun()
        pin("7391")
        begin("loiter")
        type(R.string.what, "Машинасымен үй алдында екі сағат тұрды. Стоял с включёнными фарами.")
        tap(R.string.ev_title)
        tap(R.string.ev_add_photo)
        camera(File("../cli/sample/photo.jpg").readBytes())
        repeat(2) { back() }
        tap(R.string.ways)
        stop("more")
        tap(R.string.dos_copies)
        stop("copies-none")
        back()
        tap(R.string.dos_title)
        stop("dossier")
        scrollDown()
        stop("dossier-foot")
        tap(R.string.dos_statement)
        type(R.string.dos_to, "Мұнайлы аудандық полиция бөлімінің бастығына")
        type(R.string.dos_name, "Айгүл Сапарқызы")
        stop("statement")
        scrollDown()
        stop("statement-foot")
        back()
        tap(R.string.dos_which)
        tapPart("Машинасымен")
        stop("which")
        tapPart("Машинасымен")
        back()
        tap(R.string.dos_preview)
        stop("preview")
        back()
        tap(R.string.dos_hand_over)
        stop("hand-over-pin")
        pin("7391")
        stop("hand-over-ask")
        tap(R.string.out_yes)
        comesBack(OtherApp.installed().place("dossier.zip"))
        stop("handed-over")
        scrollDown()
        stop("handed-over-foot")
        repeat(2) { back() }
        tap(R.string.dos_copies)
        stop("copies")
    }
}
