/*
 * WasixContext: the engine's half of a greenlet's stack.
 *
 * WebAssembly code has two stacks.  The engine's own holds return addresses and
 * Wasm locals; code can neither read nor move it, so every started greenlet
 * owns a WASIX context, which has one.  The shadow stack in linear memory holds
 * everything whose address is taken; greenlet slices it to and from the heap as
 * on every other platform.
 */
#ifndef GREENLET_WASIX_CONTEXT_HPP
#define GREENLET_WASIX_CONTEXT_HPP

#include <Python.h>
#include <wasix/context.h>

namespace greenlet {

class Greenlet;

/* Owns one WASIX context or none.  All of it needs the GIL. */
class WasixContext
{
public:
    explicit WasixContext(Greenlet* greenlet) noexcept : owner(greenlet) {}
    ~WasixContext()
    {
        this->destroy();
        Py_XDECREF(this->name);
    }
    WasixContext(const WasixContext&) = delete;
    WasixContext& operator=(const WasixContext&) = delete;

    /* Creates a context that starts in `entry`.  Returns 0 or an errno. */
    int create(void (*entry)(void)) noexcept;

    /* Lets go of the context, which must not be the active one.  A host that
     * refuses is reported through sys.unraisablehook. */
    void destroy() noexcept;

    inline bool exists() const noexcept { return this->context != wasix_context_main; }

    /* wasix_context_main while it owns none. */
    inline wasix_context_id_t id() const noexcept { return this->context; }

    /* The context that it owns, or owned last; wasix_context_main before it had any. */
    inline wasix_context_id_t last_id() const noexcept { return this->last_context; }

    /* Notes that control has come to the owner from the owner of `origin`. */
    inline void note_arrival(const WasixContext& origin) noexcept
    {
        ++this->arrivals_noted;
        this->last_switcher = origin.last_id();
    }

    /* What the owner runs, by its qualified name; null when that has none. */
    inline PyObject* run_name() const noexcept { return this->name; }
    void set_run_name(PyObject* run) noexcept;

    /* How often control has come to the owner, and from whose context last. */
    inline uint64_t arrivals() const noexcept { return this->arrivals_noted; }
    inline wasix_context_id_t switcher() const noexcept { return this->last_switcher; }

    inline Greenlet* greenlet() const noexcept { return this->owner; }

    bool belongs_to_current_thread() const noexcept;

    /* Has CPython measure recursions in C from where the owner's stack begins, which
     * control has come to. */
    void measure_recursion() const noexcept;

    /* Every context that is owned, of all threads, in order of creation. */
    static inline WasixContext* first() noexcept { return WasixContext::oldest; }
    inline WasixContext* next() const noexcept { return this->newer_neighbour; }

private:
    Greenlet* const owner;
    wasix_context_id_t context = wasix_context_main;
    wasix_context_id_t last_context = wasix_context_main;
    wasix_context_id_t last_switcher = wasix_context_main;
    uint64_t arrivals_noted = 0;
    /* The owner's part of the shadow stack: its lowest address, and bytes. */
    char* stack = nullptr;
    size_t stack_size = 0;
    /* Owned. */
    PyObject* name = nullptr;
    /* PyThreadState_GetID() of the creator: unlike an address, never reused. */
    uint64_t thread_id = 0;
    WasixContext* older_neighbour = nullptr;
    WasixContext* newer_neighbour = nullptr;

    static WasixContext* oldest;
    static WasixContext* newest;

    void link() noexcept;
    void unlink() noexcept;
};

} // namespace greenlet

#endif
