package kz.zhospar.platform

import android.content.ClipData
import android.content.Context
import android.content.Intent
import java.io.File

/** Lends a file of our own to an app that she chooses, for reading. One at a time. */
class Lending(private val context: Context, private val temporary: Temporary) {
    private var lent: Pair<File, String>? = null

    /** What to show her the apps for. */
    fun offer(file: File, name: String): Intent {
        end()
        lent = file to name
        val uri = LentProvider.uriOf(context, file, name)
        val send = Intent(Intent.ACTION_SEND).setType(LentProvider.typeOf(name)).putExtra(Intent.EXTRA_STREAM, uri).addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        send.clipData = ClipData.newRawUri(null, uri)
        return send
    }

    /** Nobody may read it any more, and it is removed. Until then the other app may still be at it, whether this one is open or not. */
    fun end() {
        val (file, name) = lent ?: return
        lent = null
        context.revokeUriPermission(LentProvider.uriOf(context, file, name), Intent.FLAG_GRANT_READ_URI_PERMISSION)
        temporary.erase(file)
    }
}
