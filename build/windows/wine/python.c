/* python.exe for the test instrument: the wheel that brings CPython's library for Windows brings no program. */
#include <wchar.h>

__declspec(dllimport) int Py_Main(int count, wchar_t **words);

int wmain(int count, wchar_t **words)
{
    return Py_Main(count, words);
}
