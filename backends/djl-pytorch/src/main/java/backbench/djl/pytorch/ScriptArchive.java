package backbench.djl.pytorch;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Assembles what {@code torch.jit.save} would write for a module without state.
 *
 * <p>An archive is a ZIP of source text and pickles; stored, because the engine maps its entries.
 */
final class ScriptArchive {

  private static final String FORMAT_VERSION = "3\n";

  private ScriptArchive() {}

  /**
   * Loads a module.
   *
   * @param manager closes it
   * @param type the name of the class in the source
   * @param source TorchScript as PyTorch serialises it
   */
  static PtSymbolBlock load(PtNDManager manager, String type, String source) {
    try {
      return JniUtils.loadModule(manager, new ByteArrayInputStream(of(type, source)), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] of(String type, String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", instance(type));
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", pickle(")"));
      store(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /**
   * Pickles {@code type.__new__()} with the one attribute that every module has: training, false.
   */
  private static byte[] instance(String type) {
    String attribute = "training";
    String counted = "X" + (char) attribute.length() + "\0\0\0" + attribute;
    return pickle("c__torch__\n" + type + "\n)\u0081}(" + counted + "\u0089ub");
  }

  /** Frames opcodes (Python's pickletools lists them) by protocol 2 and a stop. */
  private static byte[] pickle(String opcodes) {
    return ("\u0080\u0002" + opcodes + ".").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("script/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setCrc(checksum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
