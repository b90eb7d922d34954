import com.android.apksig.ApkSigner;
import com.android.apksig.ApkVerifier;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Signs an APK (schemes 2 and 3, native libraries aligned to pages of 16 KB) and verifies it: `Sign UNSIGNED SIGNED KEYSTORE`, the password in the environment. */
final class Sign {
    private static final String ALIAS = "linli";
    private static final int PAGE = 16384;

    public static void main(String[] words) throws Exception {
        File unsigned = new File(words[0]);
        File signed = new File(words[1]);
        char[] password = System.getenv("LINLI_KEYSTORE_PASSWORD").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = new FileInputStream(words[2])) {
            store.load(file, password);
        }
        PrivateKey key = (PrivateKey) store.getKey(ALIAS, password);
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        var signer = new ApkSigner.SignerConfig.Builder(ALIAS, key, List.of(certificate)).build();
        new ApkSigner.Builder(List.of(signer))
                .setInputApk(unsigned)
                .setOutputApk(signed)
                .setV1SigningEnabled(false)
                .setV2SigningEnabled(true)
                .setV3SigningEnabled(true)
                .setMinSdkVersion(26)
                .setAlignFileSize(true)
                .setLibraryPageAlignmentBytes(PAGE)
                .build()
                .sign();
        var verified = new ApkVerifier.Builder(signed).build().verify();
        if (!verified.isVerified() || !verified.isVerifiedUsingV3Scheme()) {
            System.err.println(verified.getErrors());
            System.exit(1);
        }
    }
}
