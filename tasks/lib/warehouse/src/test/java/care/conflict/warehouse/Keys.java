package care.conflict.warehouse;

import care.conflict.testing.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;

/** RSA keys as PEM texts, as openssl would write them. */
final class Keys {
  static final String PASSPHRASE = "correct horse battery";
  static final String AES_256 = "2.16.840.1.101.3.4.1.42"; // within PBES2: openssl -v2 aes-256-cbc
  static final String TRIPLE_DES = "1.2.840.113549.3.7"; // within PBES2: openssl -v2 des3
  static final String TRIPLE_DES_1 = "1.2.840.113549.1.12.1.3"; // openssl -v1 PBE-SHA1-3DES

  private Keys() {}

  static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String plain(KeyPair pair) {
    return Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  static String encrypted(KeyPair pair, String algorithm) throws Exception {
    OutputEncryptor encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(new ASN1ObjectIdentifier(algorithm))
            .setProvider(new BouncyCastleProvider())
            .setPassword(PASSPHRASE.toCharArray())
            .build();
    PrivateKeyInfo key = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    return Pem.of(
        "ENCRYPTED PRIVATE KEY",
        new PKCS8EncryptedPrivateKeyInfoBuilder(key).build(encryptor).getEncoded());
  }
}
