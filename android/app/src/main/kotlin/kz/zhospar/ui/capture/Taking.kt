package kz.zhospar.ui.capture

import android.content.ClipData
import android.content.Context
import android.content.Intent
import android.provider.MediaStore
import kz.zhospar.R
import kz.zhospar.core.CaptureSort
import kz.zhospar.core.Where
import kz.zhospar.platform.Copy
import kz.zhospar.platform.TakenProvider
import kz.zhospar.platform.TakenSort
import kz.zhospar.ui.Shell
import kz.zhospar.ui.Told
import java.io.File

// Photos and voices on their way into the vault.

private const val LENT = Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION

/** Has the camera take a picture; `then` gets it unless she gave up. False if there is no camera that can be used, or no room: [whyNoPhoto] knows. */
internal fun photograph(shell: Shell, context: Context, then: (File) -> Unit): Boolean {
    val app = context.applicationContext
    val file = shell.media.temporary.newTaken(TakenSort.PHOTO) ?: return false
    val uri = TakenProvider.uriOf(app, file)
    val camera = Intent(MediaStore.ACTION_IMAGE_CAPTURE).putExtra(MediaStore.EXTRA_OUTPUT, uri).addFlags(LENT)
    camera.clipData = ClipData.newRawUri(null, uri)
    val isOut = shell.errands.go(camera) { came ->
        app.revokeUriPermission(uri, LENT)
        if (came != null && file.length() > 0) then(file) else shell.media.temporary.erase(file)
    }
    if (!isOut) shell.media.temporary.erase(file)
    return isOut
}

/** The words for it. */
internal fun whyNoPhoto(shell: Shell, noCamera: Int): Told = Told(if (shell.media.temporary.isFull) R.string.no_room else noCamera)

/** Why there is no copy of what another app lends. */
internal fun whyNoCopy(copy: Copy): Told = Told(if (copy == Copy.NoRoom) R.string.no_room else R.string.ev_unreadable)

/** The list of files on this phone: what lies on a server could keep everyone waiting. A sealed copy may lie there. */
internal fun pickFile(isSealed: Boolean = false): Intent {
    val list = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
    return if (isSealed) list else list.putExtra(Intent.EXTRA_LOCAL_ONLY, true)
}

internal val TakenSort.capture: CaptureSort get() = CaptureSort.valueOf(name)

/**
 * What a kill left outside the vault becomes captures: on a phone with little memory the app may be gone while the camera is open. What can't be kept now stays
 * until the next start.
 */
internal fun takeInLeftBehind(shell: Shell) {
    val temporary = shell.media.temporary
    val hasVault = shell.hasVault()
    val tongue = shell.tongue
    shell.ask({
        temporary.eraseRest()
        if (hasVault) {
            temporary.leftBehind().forEach { (file, sort) ->
                val refused = refusalOf(tongue) { captures.file(sort.capture, sort.fileName, Where.Path(file.path)) }
                if (refused == null) temporary.erase(file)
            }
        }
    })
}
