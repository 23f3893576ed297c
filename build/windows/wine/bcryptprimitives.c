/* A test instrument for Wine 8, never shipped: Windows has this library itself. Rust's standard library, and so
   cryptography, takes its randomness from ProcessPrng, which Wine has since version 9. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size)
{
    return SystemFunction036(buffer, (ULONG)size);
}
