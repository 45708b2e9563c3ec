package kz.zhospar.platform

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import java.io.File
import java.io.FileNotFoundException

/** Where the camera puts its picture. It is exported to nobody: the camera is lent the one file it was asked for. */
class TakenProvider : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val file = Temporary.waitedFor(requireNotNull(context), uri.lastPathSegment) ?: throw FileNotFoundException()
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.parseMode(mode))
    }

    override fun getType(uri: Uri): String = "image/jpeg"

    override fun query(uri: Uri, columns: Array<String>?, selection: String?, args: Array<String>?, order: String?): Cursor? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, args: Array<String>?): Int = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, args: Array<String>?): Int = 0

    companion object {
        fun authority(context: Context): String = "${context.packageName}.taken"

        fun uriOf(context: Context, file: File): Uri = Uri.Builder().scheme("content").authority(authority(context)).appendPath(file.name).build()
    }
}
