package kz.zhospar.platform

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import android.webkit.MimeTypeMap
import java.io.File
import java.io.FileNotFoundException

/** Where an app that she chose reads the one file it was lent. It is exported to nobody, and takes nothing. */
class LentProvider : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        if (mode != "r") throw FileNotFoundException()
        return ParcelFileDescriptor.open(fileAt(uri) ?: throw FileNotFoundException(), ParcelFileDescriptor.MODE_READ_ONLY)
    }

    override fun getType(uri: Uri): String = typeOf(uri.lastPathSegment.orEmpty())

    override fun query(uri: Uri, columns: Array<String>?, selection: String?, args: Array<String>?, order: String?): Cursor {
        val file = fileAt(uri)
        val known = mapOf(OpenableColumns.DISPLAY_NAME to uri.lastPathSegment, OpenableColumns.SIZE to file?.length())
        val named = columns?.filter { it in known } ?: known.keys.toList()
        return MatrixCursor(named.toTypedArray()).apply { if (file != null) addRow(named.map(known::get)) }
    }

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, args: Array<String>?): Int = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, args: Array<String>?): Int = 0

    private fun fileAt(uri: Uri): File? = Temporary.lentAs(requireNotNull(context), uri.pathSegments.firstOrNull())

    companion object {
        const val TYPE = "application/octet-stream"

        /** By its ending, as apps that take pictures alone want to be told. */
        fun typeOf(name: String): String = MimeTypeMap.getSingleton().getMimeTypeFromExtension(name.substringAfterLast('.', "").lowercase()) ?: TYPE

        fun authority(context: Context): String = "${context.packageName}.lent"

        /** The name that is seen is the last part of it. */
        fun uriOf(context: Context, file: File, name: String): Uri =
            Uri.Builder().scheme("content").authority(authority(context)).appendPath(file.name).appendPath(name).build()
    }
}
