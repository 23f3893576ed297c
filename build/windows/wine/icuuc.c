/* A test instrument for Wine, never shipped: Windows has ICU itself since version 10 (1703). Qt6Core is linked to its
   converters of character sets, which nothing here uses. Every one says that its data is missing. */
#include <stddef.h>
#define EXPORTED __declspec(dllexport)
typedef int ErrorCode;
enum { DATA_MISSING = 4 }; /* U_FILE_ACCESS_ERROR */

static void missing(ErrorCode *error)
{
    if (error)
        *error = DATA_MISSING;
}

EXPORTED void *ucnv_open(const char *name, ErrorCode *error) { (void)name; missing(error); return NULL; }
EXPORTED void ucnv_close(void *converter) { (void)converter; }
EXPORTED void ucnv_reset(void *converter) { (void)converter; }
EXPORTED signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 1; }
EXPORTED const char *ucnv_getName(void *converter, ErrorCode *error) { (void)converter; missing(error); return NULL; }
EXPORTED const char *ucnv_getStandardName(const char *name, const char *standard, ErrorCode *error)
{
    (void)name; (void)standard; missing(error); return NULL;
}
EXPORTED const char *ucnv_getAvailableName(int index) { (void)index; return NULL; }
EXPORTED int ucnv_countAvailable(void) { return 0; }
EXPORTED int ucnv_toUCountPending(void *converter, ErrorCode *error) { (void)converter; missing(error); return 0; }
EXPORTED int ucnv_fromUCountPending(void *converter, ErrorCode *error) { (void)converter; missing(error); return 0; }
EXPORTED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORTED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORTED void ucnv_getToUCallBack(void *converter, void **action, const void **context)
{
    (void)converter; *action = NULL; *context = NULL;
}
EXPORTED void ucnv_getFromUCallBack(void *converter, void **action, const void **context)
{
    (void)converter; *action = NULL; *context = NULL;
}
EXPORTED void ucnv_setToUCallBack(void *converter, void *action, const void *context, void *old, void *old_context,
                                  ErrorCode *error)
{
    (void)converter; (void)action; (void)context; (void)old; (void)old_context; missing(error);
}
EXPORTED void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void *old, void *old_context,
                                    ErrorCode *error)
{
    (void)converter; (void)action; (void)context; (void)old; (void)old_context; missing(error);
}
EXPORTED void ucnv_cbToUWriteUChars(void *arguments, const void *source, int length, int offset, ErrorCode *error)
{
    (void)arguments; (void)source; (void)length; (void)offset; missing(error);
}
EXPORTED void ucnv_cbFromUWriteUChars(void *arguments, const void **source, const void *limit, int offset,
                                      ErrorCode *error)
{
    (void)arguments; (void)source; (void)limit; (void)offset; missing(error);
}
EXPORTED void ucnv_toUnicode(void *converter, void **target, const void *limit, const char **source, const char *end,
                             int *offsets, signed char flush, ErrorCode *error)
{
    (void)converter; (void)target; (void)limit; (void)source; (void)end; (void)offsets; (void)flush; missing(error);
}
EXPORTED void ucnv_fromUnicode(void *converter, char **target, const char *limit, const void **source, const void *end,
                               int *offsets, signed char flush, ErrorCode *error)
{
    (void)converter; (void)target; (void)limit; (void)source; (void)end; (void)offsets; (void)flush; missing(error);
}
