package backbench.spi;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spells what a plugin can name of the contract: a line for each type and each of its members. */
final class Signatures {

  private final SortedSet<String> lines = new TreeSet<>();

  private Signatures() {}

  /**
   * Spells the public types of packages, in the order of their names.
   *
   * @param classes a folder of class files
   */
  static SortedSet<String> of(Path classes, List<String> packages) throws IOException {
    Signatures signatures = new Signatures();
    for (String each : packages) {
      try (Stream<Path> files = Files.list(classes.resolve(each.replace('.', '/')))) {
        for (Path file : files.toList()) {
          String name = String.valueOf(file.getFileName());
          if (name.endsWith(".class") && !name.equals("package-info.class")) {
            signatures.add(load(each + "." + name.replaceFirst("\\.class$", "")));
          }
        }
      }
    }
    return signatures.lines;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Signatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class file without its class: " + name, e);
    }
  }

  /** Adds the lines of a type that a plugin can name. */
  void add(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!isVisible(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
        return;
      }
    }
    String name = type.getName();
    lines.add(name + " is " + kind(type) + parameters(type.getTypeParameters()));
    if (type.getGenericSuperclass() != null) {
      lines.add(name + " extends " + type.getGenericSuperclass().getTypeName());
    }
    for (Type each : type.getGenericInterfaces()) {
      lines.add(name + " implements " + each.getTypeName());
    }
    if (type.isSealed()) {
      for (Class<?> each : type.getPermittedSubclasses()) {
        lines.add(name + " permits " + each.getName());
      }
    }
    for (Field each : type.getDeclaredFields()) {
      if (counts(each)) {
        lines.add(name + "." + each.getName() + ": " + field(each));
      }
    }
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (counts(each)) {
        lines.add(
            name + ".new" + arguments(each.getGenericParameterTypes()) + ": " + modifiers(each));
      }
    }
    for (Method each : type.getDeclaredMethods()) {
      if (counts(each) && !each.isBridge()) {
        lines.add(
            name
                + "."
                + each.getName()
                + arguments(each.getGenericParameterTypes())
                + ": "
                + modifiers(each)
                + (each.isDefault() ? " default" : "")
                + parameters(each.getTypeParameters())
                + " "
                + each.getGenericReturnType().getTypeName());
      }
    }
  }

  private static boolean counts(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String kind(Class<?> type) {
    // Java itself decides which enums are final or abstract; plugins cannot extend them.
    String modifiers =
        type.isEnum() || type.isInterface() || type.isRecord()
            ? ""
            : Modifier.toString(type.getModifiers() & (Modifier.FINAL | Modifier.ABSTRACT)) + " ";
    String kind =
        type.isEnum()
            ? "enum"
            : type.isRecord() ? "record" : type.isInterface() ? "interface" : "class";
    return ((type.isSealed() ? "sealed " : "") + modifiers + kind).strip();
  }

  private static String modifiers(Member member) {
    return Modifier.toString(
        member.getModifiers()
            & (Modifier.PUBLIC
                | Modifier.PROTECTED
                | Modifier.STATIC
                | Modifier.FINAL
                | Modifier.ABSTRACT));
  }

  /** Spells a field; compilers copy constants into plugins, so that their values count. */
  private static String field(Field field) {
    String text = modifiers(field) + " " + field.getGenericType().getTypeName();
    boolean constant =
        Modifier.isStatic(field.getModifiers())
            && Modifier.isFinal(field.getModifiers())
            && (field.getType().isPrimitive() || field.getType() == String.class);
    try {
      return constant ? text + " = " + field.get(null) : text;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a visible constant is readable: " + field, e);
    }
  }

  private static String arguments(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String parameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(
                each ->
                    each.getName()
                        + " extends "
                        + Arrays.stream(each.getBounds())
                            .map(Type::getTypeName)
                            .collect(Collectors.joining(" & ")))
            .collect(Collectors.joining(", ", " <", ">"));
  }
}
