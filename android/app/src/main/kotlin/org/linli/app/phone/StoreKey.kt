package org.linli.app.phone

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import org.linli.KeySource
import java.io.FileOutputStream
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardOpenOption.READ
import java.security.KeyStore
import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import kotlin.io.path.exists
import kotlin.io.path.readBytes

/**
 * The key of the store: 32 random bytes, in a file, wrapped by a key that never leaves the phone's key store (AES-256, GCM). Nobody
 * has to unlock anything, so that the app can sync while the phone lies in a pocket. A store that has lost its key gets no new one,
 * which would open nothing.
 *
 * @property file the wrapped key: 12 bytes of nonce, then ciphertext and tag
 * @property store the folder of the store
 */
class StoreKey(
    private val file: Path,
    private val store: Path,
) : KeySource {
    override fun key(): ByteArray {
        if (!file.exists()) draw()
        val wrapped = file.readBytes()
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, wrapping(), GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE))
        return cipher.doFinal(wrapped, NONCE, wrapped.size - NONCE)
    }

    private fun draw() {
        check(!store.exists()) { "the key is missing" }
        val key = ByteArray(BYTES).also { SecureRandom().nextBytes(it) }
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, wrapping())
        Files.createDirectories(file.parent)
        // Whole or not at all: a battery that dies in between leaves no half of a key.
        val half = file.resolveSibling("${file.fileName}.new")
        FileOutputStream(half.toFile()).use {
            it.write(cipher.iv + cipher.doFinal(key))
            it.fd.sync()
        }
        Files.move(half, file, ATOMIC_MOVE)
        // The name is durable, too, before a store needs the key.
        FileChannel.open(file.parent, READ).use { it.force(true) }
        key.fill(0)
    }

    private fun wrapping(): SecretKey {
        val keys = KeyStore.getInstance(PROVIDER).apply { load(null) }
        (keys.getKey(ALIAS, null) as SecretKey?)?.let { return it }
        val spec =
            KeyGenParameterSpec
                .Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(BYTES * 8)
                .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(spec) }.generateKey()
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val ALIAS = "linli.store"
        const val CIPHER = "AES/GCM/NoPadding"
        const val BYTES = 32
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
