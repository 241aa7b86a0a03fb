package backbench.spi;

import java.util.Locale;

/**
 * Names an operating system and processor.
 *
 * @param os {@code linux}, {@code osx}, {@code windows}, or what the JVM calls it
 * @param architecture {@code x86_64}, {@code aarch64}, or what the JVM calls it
 * @since 0.1
 */
public record Platform(String os, String architecture) {

  /** Returns the platform that this JVM runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /** Translates the JVM's names. */
  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    return new Platform(
        os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "windows" : os,
        arch.equals("amd64") || arch.equals("x86-64")
            ? "x86_64"
            : arch.equals("arm64") ? "aarch64" : arch);
  }

  /** Spells the platform as {@code linux-x86_64}. */
  @Override
  public String toString() {
    return os + "-" + architecture;
  }
}
