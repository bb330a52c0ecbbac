package org.unstained.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields of a map in a YAML file, read with their type; what is wrong names file and field. */
final class Fields {
  private final String file;
  private final String path;
  private final Map<?, ?> map;

  private Fields(String file, String path, Map<?, ?> map) {
    this.file = file;
    this.path = path;
    this.map = map;
  }

  static Fields of(String file, Map<?, ?> root) {
    return new Fields(file, "", root);
  }

  /** Whether it is there and not null. */
  boolean has(String key) {
    return map.get(key) != null;
  }

  List<String> keys() {
    return map.keySet().stream().map(String::valueOf).toList();
  }

  boolean isList(String key) {
    return map.get(key) instanceof List;
  }

  boolean isMap(String key) {
    return map.get(key) instanceof Map;
  }

  String text(String key) throws ModelPackageException {
    Object value = required(key);
    if (value instanceof String || value instanceof Number || value instanceof Boolean)
      return value.toString();
    throw problem(key, "is no text", "Write one line of text.");
  }

  Optional<String> textIf(String key) throws ModelPackageException {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  double number(String key) throws ModelPackageException {
    return number(key, required(key));
  }

  OptionalDouble numberIf(String key) throws ModelPackageException {
    return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
  }

  long whole(String key) throws ModelPackageException {
    double number = number(key);
    if (number != Math.rint(number) || Math.abs(number) > 1L << 53)
      throw problem(key, "is " + required(key), "Write a whole number.");
    return required(key) instanceof Long exact ? exact : (long) number;
  }

  int count(String key) throws ModelPackageException {
    long whole = whole(key);
    if (whole < 0 || whole > Integer.MAX_VALUE)
      throw problem(key, "is " + whole, "Write a whole number from 0.");
    return (int) whole;
  }

  /** False if the key is missing. */
  boolean flag(String key) throws ModelPackageException {
    Object value = map.get(key);
    if (value == null) return false;
    if (value instanceof Boolean flag) return flag;
    throw problem(key, "is '" + shown(value) + "'", "Write true or false.");
  }

  Fields child(String key) throws ModelPackageException {
    Object value = required(key);
    if (value instanceof Map<?, ?> child) return new Fields(file, at(key), child);
    throw problem(key, "holds no 'key: value' lines", "Write them under it.");
  }

  Optional<Fields> childIf(String key) throws ModelPackageException {
    return has(key) ? Optional.of(child(key)) : Optional.empty();
  }

  /** The maps of a list; empty if the key is missing. */
  List<Fields> children(String key) throws ModelPackageException {
    List<Fields> children = new ArrayList<>();
    for (Object value : list(key)) {
      String name = at(key) + '[' + children.size() + ']';
      if (!(value instanceof Map<?, ?> child))
        throw ModelPackageException.inField(
            file, name, "holds no 'key: value' lines", "Write them there.");
      children.add(new Fields(file, name, child));
    }
    return children;
  }

  /** The plain values of a list as text, or the one value; empty if the key is missing. */
  List<String> texts(String key) throws ModelPackageException {
    List<String> texts = new ArrayList<>();
    for (Object value : list(key)) {
      if (value == null || value instanceof Map || value instanceof List)
        throw problem(key, "holds an entry that is no text", "Write one text for each entry.");
      texts.add(value.toString());
    }
    return texts;
  }

  /** The numbers of a list, or the one number; empty if the key is missing. */
  List<Double> numbers(String key) throws ModelPackageException {
    List<Double> numbers = new ArrayList<>();
    for (Object value : list(key)) numbers.add(number(key, value));
    return numbers;
  }

  ModelPackageException problem(String key, String problem, String remedy) {
    return ModelPackageException.inField(file, at(key), problem, remedy);
  }

  /** The field that breaks the rule of a value, which says what the rule is. */
  ModelPackageException problem(String key, IllegalArgumentException rule) {
    return problem(key, "can't be used: " + rule.getMessage(), "Correct it.");
  }

  private List<?> list(String key) {
    Object value = map.get(key);
    if (value == null) return List.of();
    return value instanceof List<?> list ? list : List.of(value);
  }

  private double number(String key, Object value) throws ModelPackageException {
    if (value instanceof Number number && Double.isFinite(number.doubleValue()))
      return number.doubleValue();
    throw problem(key, "is '" + shown(value) + "', no number", "Write a number.");
  }

  /** YAML knows bytes, too, which have no words of their own. */
  private static String shown(Object value) {
    return value instanceof byte[] ? "binary data" : String.valueOf(value);
  }

  private Object required(String key) throws ModelPackageException {
    Object value = map.get(key);
    if (value == null) throw problem(key, "is missing", "Add it.");
    return value;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }
}
