package backbench.plugins;

import java.util.List;

/**
 * Shows a plugin the contract and the JDK, and nothing else of the harness.
 *
 * <p>Otherwise a plugin would get the harness's version of a library in place of the one that it
 * brings.
 */
final class ContractLoader extends ClassLoader {

  private static final List<String> CONTRACT =
      List.of(
          "backbench.spi.",
          "backbench.graph.",
          "backbench.error.",
          "backbench.random.",
          "org.jspecify.annotations.");

  private final ClassLoader harness;

  ContractLoader(ClassLoader harness) {
    super(ClassLoader.getPlatformClassLoader());
    this.harness = harness;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (CONTRACT.stream().anyMatch(name::startsWith)) {
      return harness.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }
}
