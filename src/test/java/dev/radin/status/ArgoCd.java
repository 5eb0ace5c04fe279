package dev.radin.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.api.v1alpha1.SoupSelection;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/** Runs the health script that ships, in Lua and with the libraries that Argo CD gives it: no strings, no files. */
final class ArgoCd {

    static final Path SCRIPT = Path.of("deploy/argocd/radin.dev/SoupSelection/health.lua");

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** @param status Healthy, Progressing, Degraded or Suspended */
    record Health(String status, String message) {}

    private ArgoCd() {}

    static Health health(SoupSelection resource) {
        Globals lua = new Globals();
        lua.load(new BaseLib());
        lua.load(new PackageLib());
        lua.load(new TableLib());
        LoadState.install(lua);
        LuaC.install(lua);
        lua.set("obj", lua(SERIALIZATION.convertValue(resource, JsonNode.class)));
        try (Reader script = Files.newBufferedReader(SCRIPT)) {
            LuaValue result = lua.load(script, SCRIPT.toString()).call();
            return new Health(
                    result.get("status").checkjstring(), result.get("message").checkjstring());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Argo CD hands it over: every number is a double, and null is nothing. */
    private static LuaValue lua(JsonNode json) {
        if (json.isObject()) {
            LuaTable table = new LuaTable();
            json.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
            return table;
        }
        if (json.isArray()) {
            LuaTable table = new LuaTable();
            json.forEach(element -> table.set(table.length() + 1, lua(element)));
            return table;
        }
        if (json.isNull()) {
            return LuaValue.NIL;
        }
        return json.isNumber()
                ? LuaValue.valueOf(json.asDouble())
                : json.isBoolean() ? LuaValue.valueOf(json.asBoolean()) : LuaValue.valueOf(json.asText());
    }
}
