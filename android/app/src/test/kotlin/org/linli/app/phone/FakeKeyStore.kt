package org.linli.app.phone

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/** In the place of the phone's key store, which Robolectric lacks: AES keys, in memory. */
class FakeKeyStore : Provider("AndroidKeyStore", "1", "keys in memory") {
    init {
        put("KeyStore.AndroidKeyStore", Keys::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
    }

    class Generator : KeyGeneratorSpi() {
        private val aes = KeyGenerator.getInstance("AES", "SunJCE")
        private lateinit var asked: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = throw UnsupportedOperationException()

        override fun engineInit(
            bits: Int,
            random: SecureRandom?,
        ) = throw UnsupportedOperationException()

        override fun engineInit(
            parameters: AlgorithmParameterSpec?,
            random: SecureRandom?,
        ) {
            asked = parameters as? KeyGenParameterSpec ?: throw InvalidAlgorithmParameterException()
            aes.init(asked.keySize)
        }

        override fun engineGenerateKey(): SecretKey = aes.generateKey().also { held[asked.keystoreAlias] = it }
    }

    class Keys : KeyStoreSpi() {
        override fun engineLoad(
            stream: InputStream?,
            password: CharArray?,
        ) = Unit

        override fun engineStore(
            stream: OutputStream?,
            password: CharArray?,
        ) = Unit

        override fun engineGetKey(
            alias: String,
            password: CharArray?,
        ): Key? = held[alias]

        override fun engineContainsAlias(alias: String) = alias in held

        override fun engineIsKeyEntry(alias: String) = alias in held

        override fun engineDeleteEntry(alias: String) {
            held.remove(alias)
        }

        override fun engineAliases() = Collections.enumeration(held.keys)

        override fun engineSize() = held.size

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCertificateAlias(certificate: Certificate?): String? = null

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineIsCertificateEntry(alias: String) = false

        override fun engineSetKeyEntry(
            alias: String,
            key: Key,
            password: CharArray?,
            chain: Array<out Certificate>?,
        ) = throw UnsupportedOperationException()

        override fun engineSetKeyEntry(
            alias: String,
            key: ByteArray?,
            chain: Array<out Certificate>?,
        ) = throw UnsupportedOperationException()

        override fun engineSetCertificateEntry(
            alias: String,
            certificate: Certificate?,
        ) = throw UnsupportedOperationException()
    }

    companion object {
        val held = HashMap<String, SecretKey>()

        /** From now on it is the phone's. */
        fun install() {
            Security.addProvider(FakeKeyStore())
        }
    }
}
