package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.pod.PodRules;
import dev.radin.fault.OutOfRange;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the annotations of the types say of single fields. The API server holds them too, as they are in its schema. */
final class ConstraintValidator {

    private static final String OWN_PACKAGE = ConstraintValidator.class.getPackageName();

    private final List<Problem> problems;

    private ConstraintValidator(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param path of the object, as {@code spec} */
    static void check(Object object, String path, List<Problem> problems) {
        new ConstraintValidator(problems).fields(object, path);
    }

    private void fields(Object object, String path) {
        for (Field field : object.getClass().getFields()) {
            Object value = valueOf(field, object);
            String at = path + "." + field.getName();
            if (value != null) {
                value(value, field, field.getAnnotatedType(), at);
            } else if (isRequired(field)) {
                problem(at, "is missing" + example(field));
            }
        }
    }

    private void value(Object value, AnnotatedElement annotations, AnnotatedType type, String path) {
        if (value instanceof String text) {
            text(text, annotations, path);
        } else if (value instanceof Integer || value instanceof Long) {
            number(((Number) value).longValue(), annotations, path);
        } else if (value instanceof List<?> list) {
            list(list, annotations, elements(type, 0), path);
        } else if (value instanceof Map<?, ?> map) {
            map(map, annotations, elements(type, 1), path);
        } else if (value instanceof ObjectNode node) {
            PodRules.check(node, path, this::problem);
        } else if (value.getClass().getPackageName().equals(OWN_PACKAGE) && !(value instanceof Enum<?>)) {
            fields(value, path);
        }
    }

    private static boolean isRequired(AnnotatedElement annotations) {
        return annotations.isAnnotationPresent(Required.class);
    }

    /** What could stand there, as it would be written. */
    private static String example(Field field) {
        return "; for example " + field.getName() + ": "
                + field.getAnnotation(Example.class).value();
    }

    private static AnnotatedType elements(AnnotatedType type, int argument) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[argument];
    }

    private void text(String text, AnnotatedElement annotations, String path) {
        Size size = annotations.getAnnotation(Size.class);
        int characters = text.codePointCount(0, text.length());
        if (size != null && characters > size.max()) {
            problem(path, "has " + characters + " characters; at most " + size.max());
            return;
        }
        if (size != null && characters < size.min()) {
            problem(path, "is empty" + (isRequired(annotations) ? example((Field) annotations) : "; leave it out"));
        }
        Pattern pattern = annotations.getAnnotation(Pattern.class);
        if (pattern != null && !text.matches(pattern.value())) {
            problem(path, "\"" + text + "\" should match " + pattern.value());
        }
    }

    private void number(long number, AnnotatedElement annotations, String path) {
        Min min = annotations.getAnnotation(Min.class);
        Max max = annotations.getAnnotation(Max.class);
        if (min != null && number < min.value() || max != null && number > max.value()) {
            problem(path, OutOfRange.of(number, (long) min.value(), (long) max.value()));
        }
    }

    private void list(List<?> list, AnnotatedElement annotations, AnnotatedType elements, String path) {
        Size size = annotations.getAnnotation(Size.class);
        if (list.size() < size.min() || list.size() > size.max()) {
            problem(
                    path,
                    "lists " + list.size() + "; "
                            + (size.min() == 0
                                    ? "at most " + size.max() + " are possible"
                                    : size.min() + " to " + size.max() + " are needed"));
        }
        ListKey key = annotations.getAnnotation(ListKey.class);
        boolean isSet = annotations.isAnnotationPresent(ListSet.class);
        Map<Object, String> earlier = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String at = path + "[" + i + "]";
            Object element = list.get(i);
            if (element == null) {
                problem(at, "is empty");
                continue;
            }
            value(element, elements, elements, at);
            Object name = isSet ? element : key == null ? null : valueOf(key.value(), element);
            String other = name == null ? null : earlier.putIfAbsent(name, at);
            if (other != null && isSet) {
                problem(at, "\"" + name + "\" stands at " + other + " already; once is enough");
            } else if (other != null) {
                problem(at, "\"" + name + "\" is the " + key.value() + " of " + other + " already; each needs its own");
            }
        }
    }

    private void map(Map<?, ?> map, AnnotatedElement annotations, AnnotatedType values, String path) {
        Size size = annotations.getAnnotation(Size.class);
        if (map.size() > size.max()) {
            problem(path, "has " + map.size() + " entries; at most " + size.max());
        }
        map.forEach((key, value) -> {
            if (value == null) {
                problem(path + "." + key, "is empty");
            } else {
                value(value, values, values, path + "." + key);
            }
        });
    }

    private static Object valueOf(String field, Object object) {
        try {
            return valueOf(object.getClass().getField(field), object);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object valueOf(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
